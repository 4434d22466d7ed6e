import { type Disposable, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from "vscode";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import type { FleetStore } from "../fleet/fleetStore";
import { fleetSummary } from "./fleetSummary";

/** One item of the status bar: how many agents wait for the person and how many work. Leads to the Fleet view. */
export class FleetStatusBar implements Disposable {
  readonly #disposables = new Disposables();
  readonly #item: StatusBarItem;

  constructor(store: FleetStore, t: Translate) {
    this.#item = this.#disposables.add(
      window.createStatusBarItem("coderFleet.summary", StatusBarAlignment.Left),
    );
    this.#item.name = t("Coder Fleet: agents");
    this.#item.command = "coderFleet.agents.focus";
    this.#disposables.add(
      store.onDidChange(({ entries }) => {
        const summary = fleetSummary(entries, t);
        if (summary === undefined) {
          this.#item.hide();
          return;
        }
        this.#item.text = summary.text;
        this.#item.tooltip = summary.words;
        this.#item.accessibilityInformation = { label: summary.words, role: "button" };
        this.#item.backgroundColor = summary.needsYou
          ? new ThemeColor("statusBarItem.warningBackground")
          : undefined;
        this.#item.show();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
