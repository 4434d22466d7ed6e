import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { DirectoryEntry } from "../../services/files/directoryEntry";
import type { Fleet } from "../../services/fleet";
import type { Connections } from "../deployments/connections";
import type { Deployments } from "../deployments/deployments";
import { Disposables } from "../extension/disposables";
import { errorText } from "../extension/errorText";
import { isFleetError } from "../extension/errors";
import type { Translate } from "../extension/translate";
import { deploymentOf, FILE_SCHEME, fileAddress } from "./fileAddress";
import { KnownVersions } from "./knownVersions";

/** Largest file that is opened, in bytes. */
const MAX_FILE_BYTES = 20_000_000;
/** Entries of one look into a directory, and how many are shown at most. */
const PAGE_SIZE = 1_000;
const MAX_ENTRIES = 20_000;
/** Longest an operation may take, in milliseconds: VS Code gives no way to cancel one. */
const LIMIT_MS = 120_000;

interface Parts {
  readonly deployments: Deployments;
  readonly connections: Connections;
  readonly t: Translate;
}

/** Where a file is, and how to get there. */
interface Place {
  readonly fleet: Fleet;
  readonly workspace: string;
  readonly path: string;
}

/**
 * Files of workspaces in VS Code, read and written by the services of the file tools. Changes by others are seen when
 * the window gets the focus back, and never written over.
 */
export class WorkspaceFiles implements FileSystemProvider, Disposable {
  readonly #parts: Parts;
  readonly #disposables = new Disposables();
  readonly #emitter = this.#disposables.add(new EventEmitter<FileChangeEvent[]>());
  readonly #versions = new KnownVersions();
  readonly onDidChangeFile = this.#emitter.event;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#disposables.add(workspace.registerFileSystemProvider(FILE_SCHEME, this, { isCaseSensitive: true }));
    this.#disposables.add(
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#refresh();
      }),
    );
  }

  stat(uri: Uri): Promise<FileStat> {
    return this.#at(uri, async (place, call) => {
      const { statFile } = await import("../../services/late");
      const entry = await statFile(place.fleet, place, call);
      if (entry === undefined) throw FileSystemError.FileNotFound(uri);
      const modifiedAt = Date.parse(entry.modifiedAt);
      this.#versions.seen(uri.toString(), modifiedAt);
      return { type: fileType(entry), ctime: 0, mtime: modifiedAt, size: entry.size };
    });
  }

  readDirectory(uri: Uri): Promise<[string, FileType][]> {
    return this.#at(uri, async (place, call) => {
      const { listDirectory } = await import("../../services/late");
      const found: [string, FileType][] = [];
      for (let page = 1; found.length < MAX_ENTRIES; page += 1) {
        const { items, totalCount } = await listDirectory(
          place.fleet,
          { ...place, page, pageSize: PAGE_SIZE },
          call,
        );
        found.push(...items.map((entry): [string, FileType] => [entry.name, fileType(entry)]));
        if (items.length === 0 || page * PAGE_SIZE >= totalCount) break;
      }
      return found;
    });
  }

  readFile(uri: Uri): Promise<Uint8Array> {
    return this.#at(uri, async (place, call) => {
      const { readFile } = await import("../../services/late");
      const { content, size, sha256, modifiedAt, next } = await readFile(
        place.fleet,
        { ...place, offset: 0, limit: MAX_FILE_BYTES },
        call,
      );
      if (next !== null) {
        const { t } = this.#parts;
        throw new FileSystemError(
          t("This file has {0} bytes; files of at most {1} can be opened.", size, MAX_FILE_BYTES),
        );
      }
      this.#versions.set(uri.toString(), sha256, modifiedAt === null ? undefined : Date.parse(modifiedAt));
      return Buffer.from(content.text, content.encoding);
    });
  }

  writeFile(
    uri: Uri,
    content: Uint8Array,
    { create, overwrite }: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    return this.#at(uri, async (place, call) => {
      const { statFile, writeFile } = await import("../../services/late");
      if (!create && (await statFile(place.fleet, place, call)) === undefined) {
        throw FileSystemError.FileNotFound(uri);
      }
      const key = uri.toString();
      try {
        const written = await writeFile(
          place.fleet,
          {
            ...place,
            content: Buffer.from(content).toString("base64"),
            encoding: "base64",
            mode: overwrite ? "overwrite" : "create",
            expectedSha256: overwrite ? this.#versions.expected(key) : undefined,
          },
          call,
        );
        this.#versions.set(key, written.sha256);
        const type = written.created ? FileChangeType.Created : FileChangeType.Changed;
        this.#emitter.fire([{ type, uri }]);
      } catch (error) {
        if (!overwrite || !isFleetError(error) || error.reason !== "conflict") throw error;
        // Said once: who saves again after that has decided.
        this.#versions.forget(key);
        const { t } = this.#parts;
        throw new FileSystemError(
          t(
            "Somebody changed this file in the workspace since it was read; nothing was written. Revert to see their version, or save again to replace it.",
          ),
        );
      }
    });
  }

  createDirectory(uri: Uri): Promise<void> {
    return this.#at(uri, async (place, call) => {
      const { makeDirectory } = await import("../../services/late");
      await makeDirectory(place.fleet, place, call);
      this.#emitter.fire([{ type: FileChangeType.Created, uri }]);
    });
  }

  delete(uri: Uri, { recursive }: { readonly recursive: boolean }): Promise<void> {
    return this.#at(uri, async (place, call) => {
      const { removeFile } = await import("../../services/late");
      await removeFile(place.fleet, { ...place, recursive }, call);
      this.#emitter.fire([{ type: FileChangeType.Deleted, uri }]);
    });
  }

  rename(from: Uri, to: Uri, { overwrite }: { readonly overwrite: boolean }): Promise<void> {
    return this.#at(from, async (place, call) => {
      if (from.authority !== to.authority) throw FileSystemError.Unavailable(to);
      const { renameFile } = await import("../../services/late");
      await renameFile(place.fleet, { ...place, to: to.path, overwrite }, call);
      this.#emitter.fire([
        { type: FileChangeType.Deleted, uri: from },
        { type: FileChangeType.Created, uri: to },
      ]);
    });
  }

  /** Nothing is asked of a workspace again and again: what is open is looked at when the window gets the focus. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #refresh(): void {
    const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === FILE_SCHEME);
    this.#emitter.fire(open.map(({ uri }) => ({ type: FileChangeType.Changed, uri })));
  }

  async #at<T>(
    uri: Uri,
    action: (place: Place, call: { readonly signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const { deployments, connections } = this.#parts;
    const address = fileAddress(uri);
    if (address === undefined) throw FileSystemError.FileNotFound(uri);
    await deployments.load();
    const deployment = deploymentOf(
      address,
      deployments.all.map(({ url }) => url),
    );
    if (deployment === undefined) throw FileSystemError.Unavailable(uri);
    try {
      const fleet = await connections.fleet(deployment);
      const place = { fleet, workspace: address.workspaceId, path: address.path };
      return await action(place, { signal: AbortSignal.timeout(LIMIT_MS) });
    } catch (error) {
      throw fileSystemError(error, uri);
    }
  }
}

function fileType({ type }: Pick<DirectoryEntry, "type">): FileType {
  switch (type) {
    case "file":
      return FileType.File;
    case "directory":
      return FileType.Directory;
    case "link":
      return FileType.SymbolicLink;
    case "other":
      return FileType.Unknown;
  }
}

/** What VS Code tells apart; else our own words. */
function fileSystemError(error: unknown, uri: Uri): unknown {
  if (!isFleetError(error)) return error;
  if (error.reason === "permission_denied") return FileSystemError.NoPermissions(uri);
  if (error.reason === "conflict") return FileSystemError.FileExists(uri);
  return new FileSystemError(errorText(error));
}
