import { type CancellationToken, MarkdownString } from "vscode";
import type { AgentOverview } from "../../services/agents/agentOverview";
import type { Connections } from "../deployments/connections";
import { signalOf } from "../extension/cancellation";
import { errorText } from "../extension/errorText";
import type { Translate } from "../extension/translate";
import { agentChildren } from "./agentChildren";
import type { AgentEntry } from "./agentEntry";
import { agentTooltip } from "./agentTooltip";
import { WARNING_COLOR } from "./icon";
import type { Detail } from "./treeNodes";

/** How long what was asked is good while the agent does not change, in milliseconds. */
const KEPT_MS = 15_000;
/** Longest wait for what a tooltip or a message would like to say, in milliseconds. */
const SOON_MS = 3_000;

interface Asked {
  /** The state of the agent when it was asked. */
  readonly state: string;
  readonly until: number;
  readonly answer: Promise<AgentOverview>;
}

/** What is asked for one agent only when somebody looks at it: role, history, workspace, cost, waiting messages. */
export class AgentDetailsSource {
  readonly #connections: Connections;
  readonly #t: Translate;
  readonly #asked = new Map<string, Asked>();

  constructor(connections: Connections, t: Translate) {
    this.#connections = connections;
    this.#t = t;
  }

  /** The lines below an agent. A failure is one of them. */
  async of(entry: AgentEntry): Promise<readonly Detail[]> {
    try {
      return agentChildren(await this.#ask(entry), { now: new Date(), t: this.#t });
    } catch (error) {
      return [{ id: "error", label: errorText(error), icon: { id: "warning", color: WARNING_COLOR } }];
    }
  }

  /** The same agent with what it asks, which lists do not tell; without it where that is not known in a few seconds. */
  async withQuestion(entry: AgentEntry): Promise<AgentEntry> {
    const { agent } = entry;
    if (agent.attention?.reason !== "question" || agent.attention.message !== undefined) return entry;
    const attention = (await this.#soon(entry))?.agent.attention ?? agent.attention;
    return { ...entry, agent: { ...agent, attention } };
  }

  /** Undefined where nothing is known in a few seconds, or before it is given up. */
  #soon(entry: AgentEntry, signal?: AbortSignal): Promise<AgentOverview | undefined> {
    return Promise.race([
      this.#ask(entry).catch(() => undefined),
      new Promise<undefined>((resolve) => {
        setTimeout(() => {
          resolve(undefined);
        }, SOON_MS).unref();
        signal?.addEventListener("abort", () => {
          resolve(undefined);
        });
      }),
    ]);
  }

  /** A tooltip with all that can be known in a few seconds, else with what is known already. */
  async tooltip(entry: AgentEntry, token: CancellationToken): Promise<MarkdownString> {
    const known = await this.#soon(entry, signalOf(token));
    return new MarkdownString(agentTooltip(entry, known, { now: new Date(), t: this.#t }));
  }

  /** Something was done with the agent: what was asked before is not good any more. */
  forget({ key }: AgentEntry): void {
    this.#asked.delete(key);
  }

  #ask(entry: AgentEntry): Promise<AgentOverview> {
    const { status, updatedAt, stateSince } = entry.agent;
    const state = [status, updatedAt, stateSince].join(" ");
    const asked = this.#asked.get(entry.key);
    if (asked?.state === state && asked.until > Date.now()) return asked.answer;
    const answer = this.#load(entry);
    this.#asked.set(entry.key, { state, until: Date.now() + KEPT_MS, answer });
    answer.catch(() => this.#asked.delete(entry.key));
    return answer;
  }

  async #load({ deployment, agent }: AgentEntry): Promise<AgentOverview> {
    const [fleet, { agentOverview }] = await Promise.all([
      this.#connections.fleet(deployment),
      import("../../services/late"),
    ]);
    return agentOverview(fleet, agent.id, { signal: new AbortController().signal });
  }
}
