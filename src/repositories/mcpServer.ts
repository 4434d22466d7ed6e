import * as z from "zod";
import type { CoderClient } from "../clients/coderClient";
import type { Route } from "../clients/routes";
import type { Call } from "../models/call";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../models/errors";
import { remember } from "./remember";

/**
 * The deployment's own MCP server. Not in the client's table: nothing is ever done through it, it is only asked
 * whether it is there.
 */
const MCP: Route = { method: "POST", path: "/api/experimental/mcp/http" };

const pongSchema = z.object({ jsonrpc: z.literal("2.0"), result: z.object({}) });

/**
 * Whether the deployment serves MCP itself, asked once. Without the experiments oauth2 and mcp-server-http it
 * answers 403 (recorded in 2.36.1/experiments-off), older ones 404.
 */
export function answersMcp(client: CoderClient): (call: Call) => Promise<boolean> {
  return remember(async (call) => {
    const body = { jsonrpc: "2.0", id: 1, method: "ping" };
    try {
      await client.json(MCP, { body, schema: pongSchema }, call);
      return true;
    } catch (error) {
      const absent =
        error instanceof CoderApiError ||
        error instanceof AgentNotFoundError ||
        error instanceof ValidationError;
      if (absent) return false;
      throw error;
    }
  });
}
