import { type Uri, workspace } from "vscode";
import { type FileText, FlatFiles } from "../extension/flatFiles";
import type { Drafts } from "./drafts";
import { PROMPT_SCHEME, promptAddress, promptKey } from "./promptAddress";

/** Pause in typing after which a draft is saved, so that closing its editor asks nothing, in milliseconds. */
const SAVE_AFTER_MS = 1_000;

/** Drafts of prompts as files: closing an editor or the window loses nothing. */
export class PromptFiles extends FlatFiles {
  readonly #drafts: Drafts;
  readonly #changedAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(drafts: Drafts) {
    super();
    this.#drafts = drafts;
    this.disposables.add(
      workspace.registerFileSystemProvider(PROMPT_SCHEME, this, { isCaseSensitive: true }),
    );
    this.disposables.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        const address = promptAddress(document.uri);
        if (address === undefined || !document.isDirty) return;
        void this.#drafts.set(promptKey(address), document.getText());
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void document.save(), SAVE_AFTER_MS);
      }),
    );
  }

  protected override find(uri: Uri): FileText | undefined {
    const address = promptAddress(uri);
    if (address === undefined) return undefined;
    const text = this.#drafts.get(promptKey(address));
    return { text, changedAt: this.#changedAt.get(uri.toString()) ?? 1 };
  }

  /** What a person saved, which was kept while it was typed. */
  override writeFile(uri: Uri, content: Uint8Array): void {
    const address = promptAddress(uri);
    if (address !== undefined) this.write(uri, promptKey(address), Buffer.from(content).toString());
  }

  /** Puts a text into a file. */
  write(uri: Uri, key: string, text: string): void {
    void this.#drafts.set(key, text);
    this.#changedAt.set(uri.toString(), Date.now());
    this.changed(uri);
  }

  override dispose(): void {
    clearTimeout(this.#timer);
    super.dispose();
  }
}
