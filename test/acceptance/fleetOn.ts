/**
 * A deployment of one generation with ada's tools on it: the embedded one, or, by `npm run test:real`, a real one given
 * by CODER_URL and CODER_SESSION_TOKEN, whose agents do what a task says.
 */
import assert from "node:assert/strict";
import { AgentNotFoundError } from "../../src/models/errors";
import { startEmbedded } from "../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../support/toolBench";
import { until } from "../support/until";
import { type Generation, REAL_GENERATION } from "./generations";

type Row = Readonly<Record<string, unknown>>;

/** How long an agent may take to come to rest, or to be gone, in seconds. */
const PATIENCE_S = REAL_GENERATION === undefined ? 20 : 300;

/** The project agents are made of. */
export const PROJECT = process.env["CODER_PROJECT"] ?? "Claude Agent";

export interface FleetOn {
  readonly ada: ToolBench;
  /** The role of agents for which none was asked. */
  readonly defaultRole: string;
  /** Waits until an agent has come to rest; answers its row. */
  settled(name: string): Promise<Row | undefined>;
  shown(name: string): Promise<Row>;
  /** Waits until an agent is gone: deleting takes a build, and a task is shown until that has ended. */
  gone(name: string): Promise<void>;
  /** Takes away those of these agents that a failed test has left, and ends the deployment where it is ours. */
  close(names: readonly string[]): Promise<void>;
}

export async function fleetOn(generation: Generation): Promise<FleetOn> {
  const deployment = await open(generation);
  const ada = openToolBench(deployment);
  const roles = rowsOf(await ada.call("list_agent_roles", { project: PROJECT }), "roles");
  const shown = async (name: string) => {
    const { result } = await ada.call("show_agent", { agent_name: name });
    return result["agent"] as Row;
  };
  return {
    ada,
    shown,
    defaultRole: String(roles.find((role) => role["default"] === true)?.["name"]),
    async settled(name) {
      const answer = await ada.call(
        "wait_for_agents",
        { agent_names: [name], timeout_seconds: PATIENCE_S },
        AbortSignal.timeout((PATIENCE_S + 30) * 1_000),
      );
      assert.equal(answer.result["timed_out"], false, JSON.stringify(answer.result));
      return rowsOf(answer, "settled")[0];
    },
    async gone(name) {
      await until(
        () =>
          shown(name).then(
            () => undefined,
            (failure: unknown) => failure,
          ),
        (error) => error instanceof AgentNotFoundError,
        PATIENCE_S * 1_000,
      );
    },
    async close(names) {
      if (REAL_GENERATION !== undefined) {
        for (const name of names) await ada.call("delete_agent", { agent_name: name }).catch(() => undefined);
      }
      ada.close();
      await deployment.stop();
    },
  };
}

async function open(generation: Generation): Promise<{ url: string; token: string; stop(): Promise<void> }> {
  if (REAL_GENERATION === undefined) return startEmbedded({ generation, agents: 8, speed: 30 });
  const { CODER_URL: url = "", CODER_SESSION_TOKEN: token = "" } = process.env;
  return { url, token, stop: () => Promise.resolve() };
}
