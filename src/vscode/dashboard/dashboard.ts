import { randomBytes } from "node:crypto";
import { type Disposable, env, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import type { FleetStore } from "../fleet/fleetStore";
import { dashboardData } from "./dashboardData";
import { dashboardHtml } from "./dashboardHtml";
import { FleetCourse } from "./fleetCourse";
import { type FleetPart, fleetParts } from "./fleetParts";

interface Parts {
  readonly store: FleetStore;
  /** Keeps the fleet read while it is there; loads who is signed in first. */
  readonly watch: () => { dispose(): void };
  /** Where the page's script and style are. */
  readonly folder: Uri;
  /** The host names of the deployments shown. */
  readonly hosts: () => readonly string[];
  readonly open: (entry: AgentEntry) => Promise<void>;
  readonly t: Translate;
}

/** One page with the fleet's figures, lists and course; live while it can be seen. */
export class Dashboard implements Disposable {
  readonly #parts: Parts;
  #panel: WebviewPanel | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  show(): void {
    if (this.#panel === undefined) this.#panel = this.#create();
    else this.#panel.reveal();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const { store, folder, t, watch } = this.#parts;
    const panel = window.createWebviewPanel("coderFleet.dashboard", t("Fleet dashboard"), ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [folder],
    });
    const { webview } = panel;
    const open = new Disposables();
    const course = new FleetCourse();
    const draw = (parts = fleetParts(store.state.entries, t)): void => {
      if (panel.visible) void webview.postMessage(this.#data(parts, course));
    };
    let watching: ReturnType<Parts["watch"]> | undefined = watch();
    open.add(
      store.onDidChange(({ entries, view }) => {
        const parts = fleetParts(entries, t);
        if (view !== "loading") course.add(parts, new Date());
        draw(parts);
      }),
    );
    open.add(webview.onDidReceiveMessage((message) => this.#answer(message, course, draw)));
    open.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) watching?.dispose();
        watching = panel.visible ? (watching ?? watch()) : undefined;
        draw();
      }),
    );
    panel.onDidDispose(() => {
      watching?.dispose();
      open.dispose();
      this.#panel = undefined;
    });
    const address = (name: string): string => webview.asWebviewUri(fileIn(folder, name)).toString();
    webview.html = dashboardHtml({
      title: t("Fleet dashboard"),
      language: env.language,
      cspSource: webview.cspSource,
      script: address("dashboard.js"),
      style: address("dashboard.css"),
      nonce: randomBytes(16).toString("base64"),
    });
    return panel;
  }

  #data(parts: readonly FleetPart[], course: FleetCourse) {
    const { store, hosts, t } = this.#parts;
    const names = hosts().join(", ");
    const note = [names === "" ? t("Sign in to see your agents here.") : names, ...store.state.notes].join(
      " · ",
    );
    return dashboardData(parts, course, note, new Date(), t);
  }

  async #answer(message: unknown, course: FleetCourse, draw: () => void): Promise<void> {
    const { dashboardRequestSchema } = await import("../../services/late");
    const request = dashboardRequestSchema.safeParse(message);
    if (!request.success) return;
    switch (request.data.kind) {
      case "ready":
        draw();
        break;
      case "choose":
        course.shown = request.data.part;
        draw();
        break;
      case "open": {
        const { key } = request.data;
        const entry = this.#parts.store.find(key);
        if (entry !== undefined) await this.#parts.open(entry);
        break;
      }
    }
  }
}

function fileIn(folder: Uri, name: string): Uri {
  return folder.with({ path: `${folder.path}/${name}` });
}
