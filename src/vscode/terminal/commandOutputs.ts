import { type Disposable, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import type { ExecuteResult } from "../../services/commands/executeCommand";
import type { Translate } from "../extension/translate";
import { outputText } from "./outputText";

const OUTPUT_SCHEME = "coder-fleet-output";
/** Outputs whose documents can be opened again, the newest ones. */
const KEPT = 50;

/** What commands put out, as documents that can only be read. */
export class CommandOutputs implements TextDocumentContentProvider, Disposable {
  readonly #t: Translate;
  readonly #texts = new Map<string, string>();
  readonly #registration: Disposable;
  #count = 0;

  constructor(t: Translate) {
    this.#t = t;
    this.#registration = workspace.registerTextDocumentContentProvider(OUTPUT_SCHEME, this);
  }

  async show(name: string, command: string, result: ExecuteResult & { kind: "ended" }): Promise<void> {
    this.#count += 1;
    const uri = Uri.from({ scheme: OUTPUT_SCHEME, path: `/${name} ${this.#count}.log` });
    this.#texts.set(uri.toString(), outputText(command, result, this.#t));
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT && oldest !== undefined) this.#texts.delete(oldest);
    await window.showTextDocument(uri, { preview: true });
  }

  provideTextDocumentContent(uri: Uri): string {
    return (
      this.#texts.get(uri.toString()) ?? this.#t("This output is no longer kept; run the command again.")
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
