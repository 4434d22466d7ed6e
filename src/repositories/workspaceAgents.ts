import * as z from "zod";
import type { CoderClient, CoderSocket } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { rows } from "../models/coder/common";
import { type AgentMetadata, metadataFrameSchema, workspaceAgentLogSchema } from "../models/coder/workspace";
import { CoderApiError } from "../models/errors";
import type { WorkspaceAgentRepository } from "./deployment";
import { parseFrame } from "./frames";

const logsSchema = rows(workspaceAgentLogSchema);
const anyRows = rows(z.unknown());
/** A first frame holds the whole log: so many of its lines are checked before the reader gets a turn. */
const LINES_AT_ONCE = 5_000;

/** How long the first report of the metadata stream is waited for, in milliseconds; recorded ones come in 14. */
const METADATA_WAIT_MS = 5_000;

/** Coder's "workspace agent" processes: their logs and the figures they report. */
export function workspaceAgentRepository(client: CoderClient): WorkspaceAgentRepository {
  const about = (id: string) => ({
    params: { workspaceAgent: id },
    subject: { kind: "workspace agent", name: id } as const,
  });
  return {
    logs: (id, call, after = 0) =>
      client.json(
        routes.workspaceAgentLogs,
        { ...about(id), ...(after > 0 ? { query: { after } } : {}), schema: logsSchema },
        call,
      ),

    async *followLogs(id, call, after = 0) {
      const query = { follow: true, ...(after > 0 ? { after } : {}) };
      const socket = await client.socket(routes.followWorkspaceAgentLogs, { ...about(id), query }, call);
      for await (const frame of socket) {
        const lines = parseFrame(frame, anyRows) ?? [];
        for (let start = 0; start === 0 || start < lines.length; start += LINES_AT_ONCE) {
          yield logsSchema.safeParse(lines.slice(start, start + LINES_AT_ONCE)).data ?? [];
        }
      }
    },

    async metadata(id, call) {
      const socket = await client.socket(routes.watchMetadata, about(id), call);
      const timer = setTimeout(() => {
        socket.close();
      }, METADATA_WAIT_MS);
      try {
        return await firstReport(socket);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function firstReport(socket: CoderSocket): Promise<readonly AgentMetadata[]> {
  for await (const data of socket) {
    const frame = parseFrame(data, metadataFrameSchema);
    if (frame?.type === "data") return frame.data;
    if (frame?.type === "error") {
      throw new CoderApiError("server_error", {
        message: `Coder could not read the workspace agent's metadata: ${frame.data.message}`,
        hint: "Try again; if it stays, ask the deployment's operator.",
        retryable: true,
      });
    }
  }
  return [];
}
