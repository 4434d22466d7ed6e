import { commands, type Disposable, type TextDocument, Uri, window, workspace } from "vscode";
import { setContextKey } from "../extension/contextKeys";
import type { Translate } from "../extension/translate";
import { textProblem } from "./textProblem";

/** Lets a person write a prompt of several lines in an editor; a button in its title uses it. */
export class PromptEditor implements Disposable {
  readonly #t: Translate;
  readonly #open = new Map<string, (text: string | undefined) => void>();
  readonly #subscription = workspace.onDidCloseTextDocument(({ uri }) => {
    this.#settle(uri.toString(), undefined);
  });

  constructor(t: Translate) {
    this.#t = t;
  }

  /** Undefined where the editor was closed without using its text. */
  async write(beginning: string): Promise<string | undefined> {
    const t = this.#t;
    const document = await workspace.openTextDocument({ language: "markdown", content: beginning });
    await window.showTextDocument(document, { preview: false });
    const key = document.uri.toString();
    const text = new Promise<string | undefined>((resolve) => this.#open.set(key, resolve));
    this.#tell();
    // Not awaited: the message may stay while the person writes.
    void window.showInformationMessage(t("Click ✓ above the editor when the prompt is written."));
    return text;
  }

  /** Uses the text of the editor in front, or of the one named. */
  async submit(target: unknown): Promise<void> {
    const document = this.#documentOf(target);
    if (document === undefined) return;
    const text = document.getText();
    const problem = textProblem(text, this.#t("The prompt"));
    if (problem !== undefined) {
      await window.showWarningMessage(problem);
      return;
    }
    this.#settle(document.uri.toString(), text);
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }

  #documentOf(target: unknown): TextDocument | undefined {
    const uri = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
    const key = uri?.toString() ?? "";
    return this.#open.has(key)
      ? workspace.textDocuments.find((document) => document.uri.toString() === key)
      : undefined;
  }

  #settle(key: string, text: string | undefined): void {
    const resolve = this.#open.get(key);
    if (resolve === undefined) return;
    this.#open.delete(key);
    this.#tell();
    resolve(text);
  }

  #tell(): void {
    setContextKey("coderFleet.promptDocuments", [...this.#open.keys()]);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const key of [...this.#open.keys()]) this.#settle(key, undefined);
  }
}
