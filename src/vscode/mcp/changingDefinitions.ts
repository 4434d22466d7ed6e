import { type Disposable, EventEmitter } from "vscode";
import type { Deployments } from "../deployments/deployments";
import { Disposables } from "../extension/disposables";
import type { Settings } from "../extension/settings";

/** The part of a provider of MCP servers that tells VS Code to ask again: a login or a setting changed. */
export abstract class ChangingDefinitions implements Disposable {
  readonly #disposables = new Disposables();
  readonly #emitter = this.#disposables.add(new EventEmitter<void>());
  readonly onDidChangeMcpServerDefinitions = this.#emitter.event;

  protected constructor(deployments: Deployments, settings: Settings) {
    for (const { onDidChange } of [deployments, settings]) {
      this.#disposables.add(
        onDidChange(() => {
          this.#emitter.fire();
        }),
      );
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
