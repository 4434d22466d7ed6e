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
} from "vscode";
import { Disposables } from "./disposables";

/** A text kept as a file. */
export interface FileText {
  readonly text: string;
  /** Milliseconds since 1970; greater with each change. */
  readonly changedAt: number;
}

/** Files without folders, whose texts are kept elsewhere. */
export abstract class FlatFiles implements FileSystemProvider, Disposable {
  protected readonly disposables = new Disposables();
  readonly #emitter = this.disposables.add(new EventEmitter<FileChangeEvent[]>());
  readonly onDidChangeFile = this.#emitter.event;

  /** Undefined where there is no such file. */
  protected abstract find(uri: Uri): Promise<FileText | undefined> | FileText | undefined;

  /** The text of a file is another one. */
  changed(uri: Uri): void {
    this.#emitter.fire([{ type: FileChangeType.Changed, uri }]);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { text, changedAt } = await this.#get(uri);
    return { type: FileType.File, ctime: 0, mtime: changedAt, size: Buffer.byteLength(text) };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return Buffer.from((await this.#get(uri)).text);
  }

  async #get(uri: Uri): Promise<FileText> {
    const found = await this.find(uri);
    if (found === undefined) throw FileSystemError.FileNotFound(uri);
    return found;
  }

  /** Changes are told whether VS Code watches or not. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  writeFile(uri: Uri, _content: Uint8Array): void {
    throw FileSystemError.NoPermissions(uri);
  }

  readDirectory(uri: Uri): never {
    throw FileSystemError.FileNotFound(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
