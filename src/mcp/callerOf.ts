import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type McpServer,
  type ServerContext,
  TRACEPARENT_META_KEY,
  TRACESTATE_META_KEY,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Progress } from "../models/call";
import type { Caller } from "./caller";
import type { Principal } from "./principal";
import type { TraceContext } from "./telemetry/types";

/** What a request of the 2026-07-28 revision says of its client; anything else in it counts as not said. */
const toldSchema = z.object({
  [CLIENT_INFO_META_KEY]: z.object({ name: z.string(), version: z.string() }).optional().catch(undefined),
  [CLIENT_CAPABILITIES_META_KEY]: z
    .object({ elicitation: z.object({ form: z.unknown(), url: z.unknown() }).partial().optional() })
    .optional()
    .catch(undefined),
});

/** The caller of one request: what `initialize` told of the client holds where the request itself says nothing. */
export function callerOf({ server }: McpServer, principal: Principal, context: ServerContext): Caller {
  const { signal, envelope } = context.mcpReq;
  const told = toldSchema.parse(envelope ?? {});
  // Deprecated for the envelope, which requests of older revisions do not have.
  /* eslint-disable @typescript-eslint/no-deprecated */
  const client = told[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  const abilities = told[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  /* eslint-enable @typescript-eslint/no-deprecated */
  const elicitation = abilities?.elicitation;
  // An empty `elicitation` is from before there were other ways to ask than forms.
  const asks = elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
  return {
    principal,
    signal,
    client: client === undefined ? userAgent(context) : `${client.name} ${client.version}`,
    dialogue: asks ? context : undefined,
    trace: traceOf(context),
    ...progressOf(context),
  };
}

/** All that is known of a client over HTTP that said who it is in another request, to another server of ours. */
function userAgent({ http }: ServerContext): string | undefined {
  return http?.req?.headers.get("user-agent") ?? undefined;
}

const traceSchema = z
  .object({
    [TRACEPARENT_META_KEY]: z.string(),
    [TRACESTATE_META_KEY]: z.string().optional().catch(undefined),
  })
  .transform((meta) => ({ traceparent: meta[TRACEPARENT_META_KEY], tracestate: meta[TRACESTATE_META_KEY] }));

/** What the message says of its trace, else the HTTP request that brought it. */
function traceOf({ mcpReq, http }: ServerContext): TraceContext {
  const told = traceSchema.safeParse(mcpReq._meta);
  if (told.success) return told.data;
  const headers = http?.req?.headers;
  return {
    traceparent: headers?.get("traceparent") ?? undefined,
    tracestate: headers?.get("tracestate") ?? undefined,
  };
}

/** Forwards progress only to callers that asked for it with a token. */
function progressOf({ mcpReq: { _meta, notify } }: ServerContext): Pick<Caller, "progress"> {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return {};
  let last = 0;
  return {
    progress: ({ step, total, message }: Progress) => {
      // The protocol wants a number that grows with each notification, also within one step.
      last = step > last ? step : last + 0.01;
      const params = { progressToken, progress: last, message, ...(total === undefined ? {} : { total }) };
      // A caller that has gone away hears nothing more; its signal ends the call.
      notify({ method: "notifications/progress", params }).catch(() => undefined);
    },
  };
}
