import {
  commands,
  ConfigurationTarget,
  type Disposable,
  Uri,
  window,
  type WindowState,
  workspace,
} from "vscode";
import { agentKeyOf, documentAddress, documentUri } from "../documents/documentAddress";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import type { FleetStore } from "../fleet/fleetStore";
import { type AttentionNews, AttentionWatch, isStillSo } from "./attentionNews";
import { NewsTeller } from "./newsTeller";
import { noticeText, type NotificationChoice, wantedNews } from "./notice";
import type { WindowClaims } from "./windowClaims";

/** Between two looks at the fleet while nobody watches it, in milliseconds. */
const LOOK_MS = 20_000;
/** Within a yield each window that knows the fleet looks at it. */
const PAUSES = { gather: 1_500, yield: 1.5 * LOOK_MS };

interface Parts {
  readonly store: FleetStore;
  readonly claims: WindowClaims;
  /** Whether an agent of a deployment belongs to the person who is signed in to it. */
  readonly isOwn: (entry: AgentEntry) => boolean;
  /** Whether the person sees the Fleet view. */
  readonly fleetVisible: () => boolean;
  readonly choice: () => NotificationChoice;
  readonly withQuestion: (entry: AgentEntry) => Promise<AgentEntry>;
  readonly open: (entry: AgentEntry) => Promise<void>;
  readonly failed: (error: unknown, deployment: string) => void;
  readonly t: Translate;
}

/** Tells of agents that ask, failed, or finished while the person was elsewhere: one message at a time for all. */
export class Notifications implements Disposable {
  readonly #parts: Parts;
  readonly #disposables = new Disposables();
  readonly #watch = new AttentionWatch();
  readonly #teller: NewsTeller;
  #focused = false;
  #lookedAt = Date.now();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { store, claims, isOwn, choice } = parts;
    this.#teller = this.#disposables.add(
      new NewsTeller({
        ...{ claims, pauses: PAUSES },
        sees: (piece) => this.#sees(piece),
        tell: (news) => void this.#show(news),
      }),
    );
    this.#disposables.add(
      store.onDidChange(({ entries }) => {
        this.#lookedAt = Date.now();
        this.#teller.add(wantedNews(this.#watch.look(entries.filter(isOwn), Date.now()), choice()));
      }),
    );
    this.#focus(window.state);
    this.#disposables.add(
      window.onDidChangeWindowState((state) => {
        this.#focus(state);
      }),
    );
    this.#timer = setInterval(() => {
      this.#lookAgain();
    }, LOOK_MS / 4);
    this.#timer.unref();
  }

  /** While the view is hidden nobody else asks; before it was first seen nothing is asked at all. */
  #lookAgain(): void {
    const { store, choice } = this.#parts;
    if (choice() === "off" || store.state.view !== "agents" || Date.now() - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = Date.now();
    void store.refresh();
  }

  #focus({ focused }: WindowState): void {
    if (focused && !this.#focused) void this.#teller.used();
    this.#focused = focused;
  }

  /** Whether the person looks at it anyway. */
  #sees({ entry, reason }: AttentionNews): boolean {
    if (!this.#focused) return false;
    const open = window.visibleTextEditors.some(({ document }) => {
      const address = documentAddress(document.uri);
      return address !== undefined && agentKeyOf(address) === entry.key;
    });
    return open || (reason === "finished" && this.#parts.fleetVisible());
  }

  /** As the fleet is now, with what agents ask. */
  async #newest(news: readonly AttentionNews[]): Promise<readonly AttentionNews[]> {
    const { store, withQuestion } = this.#parts;
    const newest = news
      .map(({ entry, reason }) => ({ entry: store.find(entry.key) ?? entry, reason }))
      .filter(isStillSo);
    return Promise.all(
      newest.map(async ({ entry, reason }) => ({ entry: await withQuestion(entry), reason })),
    );
  }

  async #show(told: readonly AttentionNews[]): Promise<void> {
    const { t, open, failed } = this.#parts;
    const news = await this.#newest(told);
    const [first, ...others] = news;
    if (first === undefined) return;
    const text = noticeText(news, t);
    const [openIt, answer, fleet, noMore] = [t("Open"), t("Reply…"), t("Show Agents"), t("Don't Show Again")];
    const actions = others.length > 0 ? [fleet, noMore] : [openIt, answer, noMore];
    const show = news.every(({ reason }) => reason === "finished")
      ? window.showInformationMessage
      : window.showWarningMessage;
    try {
      switch (await show(text, ...actions)) {
        case openIt:
          await open(first.entry);
          break;
        case answer:
          await commands.executeCommand("coderFleet.sendInput", logOf(first.entry));
          break;
        case fleet:
          await commands.executeCommand("coderFleet.agents.focus");
          break;
        case noMore:
          await this.#fewer(news);
          break;
        case undefined:
          break;
      }
    } catch (error) {
      failed(error, first.entry.deployment);
    }
  }

  /** Who wants to hear no more of work that is done may still want to hear questions. */
  async #fewer(news: readonly AttentionNews[]): Promise<void> {
    const choice = news.every(({ reason }) => reason === "finished") ? "needsYou" : "off";
    const settings = workspace.getConfiguration("coderFleet");
    await settings.update("notifications", choice, ConfigurationTarget.Global);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#disposables.dispose();
  }
}

/** What commands take for an agent that may have no row. */
function logOf({ deployment, agent }: AgentEntry): Uri {
  return Uri.from(documentUri("log", deployment, agent));
}
