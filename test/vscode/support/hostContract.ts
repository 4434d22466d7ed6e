/** What the starter of the extension host tells the suite in it, and the other way round. */
import * as z from "zod";
import { suiteResults } from "./suiteResults";

/** Environment variable that carries `HostOrders` as JSON. */
export const ORDERS_VARIABLE = "CODER_FLEET_HOST_TESTS";

const deployment = z.object({ url: z.string(), token: z.string(), memberToken: z.string() });

export const hostOrders = z.object({
  /** Files the results and the measured numbers go to. */
  results: z.string(),
  measurements: z.string(),
  deployment,
  /** A second deployment, which speaks Chats. */
  otherDeployment: deployment,
  /** Runs only tests whose title holds this; all when empty. */
  only: z.string(),
  /** The configuration folder of a Coder CLI that this extension host believes in. */
  cliFolder: z.string(),
});
export type HostOrders = z.infer<typeof hostOrders>;

/** A part of a run that was measured: what happened in it, and how responsive the extension host was. */
export const phase = z.object({
  name: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number(),
  /** Longest time in which the extension host did nothing else, in milliseconds. */
  hostGapMs: z.number(),
});
export type Phase = z.infer<typeof phase>;

/** Results of the suite, the version of VS Code it ran in, and what was measured there. */
export const hostResults = suiteResults.extend({
  vscode: z.string(),
  measurements: z.record(z.string(), z.number()),
  phases: z.array(phase),
});
export type HostResults = z.infer<typeof hostResults>;
