import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
} from "vscode";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import type { AgentDocuments } from "./agentDocuments";
import { documentActions } from "./documentActions";
import { DOCUMENT_SCHEME, documentAddress } from "./documentAddress";

/** A line of links above each document: what can be done with its agent now. */
export class DocumentLinks implements CodeLensProvider, Disposable {
  readonly #documents: AgentDocuments;
  readonly #t: Translate;
  readonly #disposables = new Disposables();
  readonly #emitter = this.#disposables.add(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#emitter.event;

  constructor(documents: AgentDocuments, t: Translate) {
    this.#documents = documents;
    this.#t = t;
    this.#disposables.add(languages.registerCodeLensProvider({ scheme: DOCUMENT_SCHEME }, this));
    this.#disposables.add(
      documents.onDidChangeAgent(() => {
        this.#emitter.fire();
      }),
    );
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const address = documentAddress(uri);
    if (address === undefined) return [];
    const entry = this.#documents.find(uri)?.entry;
    const top = new Range(0, 0, 0, 0);
    return documentActions(address.kind, entry, this.#t).map(
      ({ title, command }) => new CodeLens(top, { title, command, arguments: [uri] }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
