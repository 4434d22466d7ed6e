import { type Disposable, type TreeView, window } from "vscode";
import type { Deployments } from "../deployments/deployments";
import { setContextKey } from "../extension/contextKeys";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import { agentKey } from "./agentEntry";
import { needsYou } from "./arrange";
import { type FleetState, LOADING } from "./fleetState";
import type { FleetStore, ShownDeployment } from "./fleetStore";
import type { FleetTree } from "./fleetTree";
import type { AgentNode, TreeNode } from "./treeNodes";
import { UnreadMarks } from "./unreadMarks";
import type { ViewChoices } from "./viewChoices";
import { ViewProgress } from "./viewProgress";
import { viewMessage } from "./viewMessage";

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
  #shown: readonly ShownDeployment[] = [];
  /** While the view can be seen. */
  #watching: ReturnType<FleetStore["watch"]> | undefined;
  readonly #progress = this.#disposables.add(new ViewProgress(VIEW_ID));

  constructor(parts: Parts) {
    this.#parts = parts;
    const { deployments, store, tree, choices, t } = parts;
    this.#view = this.#disposables.add(
      // Without a button to collapse all, which would take room from the title; VS Code has a key for that.
      window.createTreeView(VIEW_ID, { treeDataProvider: tree, canSelectMany: true }),
    );
    this.#disposables.add(window.registerFileDecorationProvider(new UnreadMarks(t)));
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
      choices.onDidChange(() => {
        store.setScope(choices.scope);
        this.#chooseDeployments();
      }),
    );
    this.#disposables.add(
      this.#view.onDidChangeVisibility(({ visible }) => {
        this.#setVisible(visible);
      }),
    );
    for (const happens of [
      this.#view.onDidChangeSelection,
      this.#view.onDidExpandElement,
      this.#view.onDidCollapseElement,
    ]) {
      this.#disposables.add(
        happens(() => {
          tree.point();
        }),
      );
    }
    this.#draw(LOADING);
    if (this.#view.visible) this.#setVisible(true);
  }

  /** The agents that are selected, in the order of the tree. */
  get selection(): readonly AgentNode[] {
    return this.#view.selection.filter((node) => node.kind === "agent");
  }

  /** The row that was selected last, whatever it is. */
  get selected(): TreeNode | undefined {
    return this.#view.selection[0];
  }

  /** Host names of the deployments shown. */
  get hosts(): readonly string[] {
    return this.#shown.map(({ url }) => new URL(url).host);
  }

  /** Asks the deployments again now, and shows that it does. */
  async refresh(): Promise<void> {
    this.#parts.tree.reorder();
    await this.#progress.during(this.#parts.store.refresh());
  }

  /** Selects an agent's row where it is shown, without taking the focus. */
  async reveal(deployment: string, agentId: string): Promise<void> {
    const { tree } = this.#parts;
    tree.reorder();
    const node = tree.agent(agentKey(deployment, agentId));
    if (node !== undefined && this.#view.visible) await this.#view.reveal(node, { focus: false });
  }

  get visible(): boolean {
    return this.#watching !== undefined;
  }

  /** Nothing is read or asked before the view is first seen. */
  #setVisible(visible: boolean): void {
    this.#watching?.dispose();
    this.#watching = visible ? this.watch() : undefined;
    if (visible) this.#parts.tree.reorder();
  }

  /** Keeps the fleet read until the answer is disposed of; who is signed in is read first. */
  watch(): { dispose(): void } {
    const { deployments, store } = this.#parts;
    let isOver = false;
    let watching: ReturnType<FleetStore["watch"]> | undefined;
    void deployments.load().then(() => {
      this.#chooseDeployments();
      if (!isOver) watching = store.watch();
    });
    return {
      dispose: () => {
        isOver = true;
        watching?.dispose();
      },
    };
  }

  /** The active deployment, or all of them where they are the groups. */
  #chooseDeployments(): void {
    const { deployments, store, choices } = this.#parts;
    const { all, active } = deployments;
    const shown = choices.current.groupBy === "deployment" ? all : active === undefined ? [] : [active];
    setContextKey("coderFleet.signedIn", active !== undefined);
    setContextKey("coderFleet.severalDeployments", all.length > 1);
    this.#shown = shown;
    const [first = "", ...others] = this.hosts;
    const host = others.length === 0 ? first : "";
    // A view that is alone in its container shows its title, where that is another one than the container's, and no
    // description. The title has little room: it names the deployment only where there is another one.
    this.#view.title = all.length > 1 && host !== "" ? host : "Coder Fleet";
    this.#view.description = this.#view.title === host ? "" : host;
    store.show(shown);
  }

  #draw(state: FleetState): void {
    const { tree, choices, t } = this.#parts;
    setContextKey("coderFleet.state", state.view);
    setContextKey("coderFleet.hasChats", state.hasChats);
    this.#progress.set(state.view === "loading");
    const shown = tree.update(state, choices.current);
    const waiting = state.entries.filter(({ agent }) => needsYou(agent)).length;
    this.#view.badge =
      waiting === 0
        ? undefined
        : {
            value: waiting,
            tooltip: waiting === 1 ? t("1 agent needs you") : t("{0} agents need you", waiting),
          };
    this.#view.message = viewMessage(state, choices.current, shown, t);
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#disposables.dispose();
  }
}
