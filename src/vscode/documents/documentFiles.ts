import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  FilePermission,
  MarkdownString,
  type Uri,
  workspace,
} from "vscode";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import { DOCUMENT_SCHEME } from "./documentAddress";

/** A text that can be read, and when it became what it is. */
export interface FileText {
  readonly text: string;
  /** Milliseconds since 1970; greater with each change. */
  readonly changedAt: number;
}

/**
 * Documents as files that can only be read. Files rather than virtual documents, because VS Code then changes only
 * those lines of an editor that are different: one can read on, select and fold while the text grows.
 */
export class DocumentFiles implements FileSystemProvider, Disposable {
  readonly #read: (uri: Uri) => Promise<FileText | undefined>;
  readonly #disposables = new Disposables();
  readonly #emitter = this.#disposables.add(new EventEmitter<FileChangeEvent[]>());
  readonly onDidChangeFile = this.#emitter.event;

  /** @param read undefined where there is no such document */
  constructor(read: (uri: Uri) => Promise<FileText | undefined>, t: Translate) {
    this.#read = read;
    const isReadonly = new MarkdownString(
      t("This follows the agent and cannot be edited. “Send Input” sends the agent a text."),
    );
    this.#disposables.add(
      workspace.registerFileSystemProvider(DOCUMENT_SCHEME, this, { isCaseSensitive: true, isReadonly }),
    );
  }

  /** The text of a document is another one. */
  changed(uri: Uri): void {
    this.#emitter.fire([{ type: FileChangeType.Changed, uri }]);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { text, changedAt } = await this.#find(uri);
    return {
      type: FileType.File,
      ctime: 0,
      mtime: changedAt,
      size: Buffer.byteLength(text),
      permissions: FilePermission.Readonly,
    };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return Buffer.from((await this.#find(uri)).text);
  }

  async #find(uri: Uri): Promise<FileText> {
    const found = await this.#read(uri);
    if (found === undefined) throw FileSystemError.FileNotFound(uri);
    return found;
  }

  /** Changes are told whether VS Code watches or not. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(uri: Uri): never {
    throw FileSystemError.FileNotFound(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
