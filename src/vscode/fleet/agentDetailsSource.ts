import { type CancellationToken, MarkdownString } from "vscode";
import type { HistoryEntry } from "../../models/agent";
import type { AgentDetails } from "../../services/agents/agentDetails";
import type { Connections } from "../deployments/connections";
import { signalOf } from "../extension/cancellation";
import { errorText } from "../extension/errorText";
import type { Translate } from "../extension/translate";
import { agentChildren } from "./agentChildren";
import type { AgentEntry } from "./agentEntry";
import { agentTooltip } from "./agentTooltip";
import type { Detail } from "./treeNodes";

/** Reports shown below an agent. */
const HISTORY_LENGTH = 5;
/** How long what was asked is good while the agent does not change, in milliseconds. */
const KEPT_MS = 15_000;
/** Longest wait for what a tooltip would like to say, in milliseconds. */
const TOOLTIP_MS = 3_000;

interface Asked {
  readonly key: string;
  readonly until: number;
  readonly answer: Promise<Known>;
}

interface Known {
  readonly details: AgentDetails;
  /** Newest first; empty where the deployment keeps none. */
  readonly history: readonly HistoryEntry[];
}

/** What is asked for one agent only when somebody looks: role, history, workspace agents, figures. */
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
    const about = { now: new Date(), t: this.#t };
    try {
      const { details, history } = await this.#ask(entry);
      return agentChildren(entry, details, history, about);
    } catch (error) {
      return [failure(error)];
    }
  }

  /** A tooltip with all that can be known in a few seconds, else with what is known already. */
  async tooltip(entry: AgentEntry, token: CancellationToken): Promise<MarkdownString> {
    const known = await Promise.race([
      this.#ask(entry).catch(() => undefined),
      new Promise<undefined>((resolve) => {
        setTimeout(() => {
          resolve(undefined);
        }, TOOLTIP_MS).unref();
        signalOf(token).addEventListener("abort", () => {
          resolve(undefined);
        });
      }),
    ]);
    const agent = known === undefined ? entry.agent : { ...entry.agent, role: known.details.agent.role };
    const text = agentTooltip({ ...entry, agent }, known?.history ?? [], { now: new Date(), t: this.#t });
    return new MarkdownString(text);
  }

  #ask(entry: AgentEntry): Promise<Known> {
    const { status, updatedAt, stateSince } = entry.agent;
    const key = [status, updatedAt, stateSince].join(" ");
    const asked = this.#asked.get(entry.key);
    if (asked?.key === key && asked.until > Date.now()) return asked.answer;
    const answer = this.#load(entry);
    this.#asked.set(entry.key, { key, until: Date.now() + KEPT_MS, answer });
    answer.catch(() => this.#asked.delete(entry.key));
    return answer;
  }

  async #load({ deployment, agent }: AgentEntry): Promise<Known> {
    const [fleet, { agentDetails, agentHistory }] = await Promise.all([
      this.#connections.fleet(deployment),
      import("../../services/late"),
    ]);
    const call = { signal: new AbortController().signal };
    const [details, history] = await Promise.all([
      agentDetails(fleet, agent.id, call),
      agentHistory(fleet, { agent: agent.id, page: 1, pageSize: HISTORY_LENGTH }, call).then(
        ({ entries }) => entries.items,
        // Where only the workspace is left there is no history; the rest is still worth showing.
        () => [],
      ),
    ]);
    return { details, history };
  }
}

function failure(error: unknown): Detail {
  return {
    id: "error",
    label: errorText(error),
    icon: { id: "warning", color: "list.warningForeground" },
  };
}
