import { type Disposable, type TreeView, window } from "vscode";
import type { Deployments } from "../deployments/deployments";
import { setContextKey } from "../extension/contextKeys";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import { agentKey } from "./agentEntry";
import { needsYou } from "./arrange";
import type { FleetState } from "./fleetState";
import type { FleetStore } from "./fleetStore";
import type { FleetTree } from "./fleetTree";
import type { AgentNode, TreeNode } from "./treeNodes";
import type { ViewChoices } from "./viewChoices";

const VIEW_ID = "coderFleet.agents";

interface Parts {
  readonly deployments: Deployments;
  readonly store: FleetStore;
  readonly tree: FleetTree;
  readonly choices: ViewChoices;
  readonly t: Translate;
}

/** The Fleet view: brings deployments, store, tree and a person's choices together. */
export class FleetView implements Disposable {
  readonly #parts: Parts;
  readonly #view: TreeView<TreeNode>;
  readonly #disposables = new Disposables();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { deployments, store, tree, choices } = parts;
    this.#view = this.#disposables.add(
      window.createTreeView(VIEW_ID, { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true }),
    );
    this.#disposables.add(
      store.onDidChange((state) => {
        this.#draw(state);
      }),
    );
    this.#disposables.add(
      deployments.onDidChange(() => {
        this.#chooseDeployments();
      }),
    );
    this.#disposables.add(
      choices.onDidChange(({ allOwners }) => {
        store.setAllOwners(allOwners);
        this.#chooseDeployments();
      }),
    );
    this.#disposables.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        this.#setVisible(visible);
      }),
    );
    setContextKey("coderFleet.state", "loading");
    if (this.#view.visible) this.#setVisible(true);
  }

  /** The agents that are selected, in the order of the tree. */
  get selection(): readonly AgentNode[] {
    return this.#view.selection.filter((node) => node.kind === "agent");
  }

  /** Selects an agent's row where it is shown, without taking the focus. */
  async reveal(deployment: string, agentId: string): Promise<void> {
    const node = this.#parts.tree.agent(agentKey(deployment, agentId));
    if (node !== undefined && this.#view.visible) await this.#view.reveal(node, { focus: false });
  }

  /** Nothing is read or asked before the view is first seen. */
  #setVisible(visible: boolean): void {
    const { deployments, store } = this.#parts;
    if (!visible) {
      store.stop();
      return;
    }
    void deployments.load().then(() => {
      this.#chooseDeployments();
      if (this.#view.visible) store.start();
    });
  }

  /** The active deployment, or all of them where they are the groups. */
  #chooseDeployments(): void {
    const { deployments, store, choices } = this.#parts;
    const { all, active } = deployments;
    const shown = choices.current.groupBy === "deployment" ? all : active === undefined ? [] : [active];
    setContextKey("coderFleet.signedIn", active !== undefined);
    setContextKey("coderFleet.severalDeployments", all.length > 1);
    this.#view.description = shown.length === 1 ? new URL(shown[0]?.url ?? "").host : "";
    store.show(shown);
  }

  #draw(state: FleetState): void {
    const { tree, choices, t } = this.#parts;
    setContextKey("coderFleet.state", state.view);
    tree.update(state, choices.current);
    const waiting = state.entries.filter(({ agent }) => needsYou(agent)).length;
    this.#view.badge =
      waiting === 0
        ? undefined
        : {
            value: waiting,
            tooltip: waiting === 1 ? t("1 agent needs you") : t("{0} agents need you", waiting),
          };
    const { filter } = choices.current;
    const notes = [
      ...state.notes,
      ...(filter === "" || state.view !== "agents" ? [] : [t("Filter: {0}", filter)]),
    ];
    // A message would hide the welcome text of an empty view.
    this.#view.message = state.view === "agents" ? notes.join(" ") : "";
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
