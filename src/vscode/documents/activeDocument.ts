import { type Disposable, window } from "vscode";
import { setContextKey } from "../extension/contextKeys";
import { Disposables } from "../extension/disposables";
import { abilities } from "../fleet/abilities";
import type { AgentDocuments } from "./agentDocuments";

/** Tells the menus of an editor's title what can be done with the agent whose document is in front. */
export class ActiveDocument implements Disposable {
  readonly #disposables = new Disposables();

  constructor(documents: AgentDocuments) {
    const tell = () => {
      const uri = window.activeTextEditor?.document.uri;
      const entry = uri === undefined ? undefined : documents.find(uri)?.entry;
      setContextKey(
        "coderFleet.activeAgent",
        entry === undefined ? "" : abilities(entry.agent, entry.isSubAgent).join(" "),
      );
    };
    this.#disposables.add(window.onDidChangeActiveTextEditor(tell));
    this.#disposables.add(documents.onDidChangeAgent(tell));
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
