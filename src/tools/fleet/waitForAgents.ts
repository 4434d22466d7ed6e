import * as z from "zod";
import { waitForAgents } from "../../services/agents/waitForAgents";
import { AGENT_ROW_HEADER, agentRow, agentRowSchema, agentRowText } from "../agentRow";
import { READ_ONLY } from "../annotations";
import { integer, optional, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { counted } from "../text/paging";
import { fitRows } from "../text/rows";
import { UNTRUSTED } from "../text/untrusted";

const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 3_600;
/** Time for the first and last look, in milliseconds. */
const SPARE_MS = 60_000;

export const waitForAgentsTool = defineTool({
  name: "wait_for_agents",
  title: "Wait for agents",
  toolsets: ["fleet"],
  description:
    "Wait until agents are idle, failed, stopped or need attention. Cheaper than asking again and again.",
  annotations: READ_ONLY,
  limitMs: MOST_SECONDS * 1_000 + SPARE_MS,
  input: toolInput({
    agent_names: optional(z.array(z.string())).describe("Default: all of yours that work"),
    any: optional(z.boolean()).describe("End with the first instead of the last"),
    timeout_seconds: optional(integer(1, MOST_SECONDS)).describe("Default 60"),
  }),
  output: z.object({
    settled: z.array(agentRowSchema),
    still_working: z.array(agentRowSchema),
    timed_out: z.boolean(),
  }),
  async run({ agent_names, any, timeout_seconds }, fleet, call) {
    const request = {
      agents: agent_names ?? [],
      any: any ?? false,
      timeoutMs: (timeout_seconds ?? DEFAULT_SECONDS) * 1_000,
    };
    const { settled, moving, timedOut } = await waitForAgents(fleet, request, call);
    const withOwner = request.agents.some((name) => name.includes("/"));
    return {
      settled: settled.map((agent) => agentRow(agent, withOwner)),
      still_working: moving.map((agent) => agentRow(agent, withOwner)),
      timed_out: timedOut,
    };
  },
  text({ settled, still_working: working, timed_out }, now) {
    const rows = [...settled, ...working].map((agent) => agentRowText(agent, now));
    return [
      `${counted(settled.length, "agent")} settled, ${working.length} still working${timed_out ? "; timed out, call again to wait on" : ""}`,
      ...(rows.length === 0 ? [] : [UNTRUSTED, AGENT_ROW_HEADER]),
      ...fitRows(rows, (shown) => `… ${rows.length - shown} more rows left out; list_agents shows them.`),
    ].join("\n");
  },
});
