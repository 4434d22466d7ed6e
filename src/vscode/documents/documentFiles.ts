import { MarkdownString, type Uri, workspace } from "vscode";
import { type FileText, FlatFiles } from "../extension/flatFiles";
import type { Translate } from "../extension/translate";
import { DOCUMENT_SCHEME } from "./documentAddress";

/**
 * Documents as files that can only be read. Files rather than virtual documents, because VS Code then changes only
 * those lines of an editor that are different: one can read on, select and fold while the text grows.
 */
export class DocumentFiles extends FlatFiles {
  readonly #read: (uri: Uri) => Promise<FileText | undefined>;

  /** @param read undefined where there is no such document */
  constructor(read: (uri: Uri) => Promise<FileText | undefined>, t: Translate) {
    super();
    this.#read = read;
    const isReadonly = new MarkdownString(
      t("This follows the agent and cannot be edited. “Send Input” sends the agent a text."),
    );
    const options = { isCaseSensitive: true, isReadonly };
    this.disposables.add(workspace.registerFileSystemProvider(DOCUMENT_SCHEME, this, options));
  }

  protected override find(uri: Uri): Promise<FileText | undefined> {
    return this.#read(uri);
  }
}
