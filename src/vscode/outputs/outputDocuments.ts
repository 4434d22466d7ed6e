import { type Disposable, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import type { Translate } from "../extension/translate";

const OUTPUT_SCHEME = "coder-fleet-output";
/** As with the documents of agents, package.json gives what is in it its language. */
const FOLDER = "Coder Fleet";
/** Outputs whose documents can be opened again, the newest ones. */
const KEPT = 50;

/** What something put out once, such as a command or the doctor, as documents that can only be read. */
export class OutputDocuments implements TextDocumentContentProvider, Disposable {
  readonly #t: Translate;
  readonly #texts = new Map<string, string>();
  readonly #registration: Disposable;
  #count = 0;

  constructor(t: Translate) {
    this.#t = t;
    this.#registration = workspace.registerTextDocumentContentProvider(OUTPUT_SCHEME, this);
  }

  /** @param name what it is of; the document's title */
  async show(name: string, text: string): Promise<void> {
    this.#count += 1;
    const path = `/${FOLDER}/${name.replaceAll("/", " ")} (${this.#count})`;
    const uri = Uri.from({ scheme: OUTPUT_SCHEME, path });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT && oldest !== undefined) this.#texts.delete(oldest);
    await window.showTextDocument(uri, { preview: true });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? this.#t("This output is no longer kept; run it again.");
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
