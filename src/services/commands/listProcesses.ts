import type { Call } from "../../models/call";
import { CoderApiError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { pageOf, type Page } from "../paging";
import { PROCESS_SCRIPT, processTable, type WorkspaceProcess } from "./processTable";
import { reachWorkspace } from "./reachWorkspace";
import { runScript } from "./runScript";
import { damaged } from "./scriptErrors";

/** Which processes of a workspace. */
export interface ProcessesRequest {
  readonly workspace: string;
  /** Part of the command line or the user, any case. */
  readonly match?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

const LIMIT_MS = 30_000;

/**
 * What runs in a workspace, by process number.
 * @throws CoderApiError(unsupported_by_deployment) where it is no Linux.
 */
export async function listProcesses(
  fleet: Fleet,
  request: ProcessesRequest,
  call: Call,
): Promise<Page<WorkspaceProcess>> {
  const reached = await reachWorkspace(fleet, request.workspace, false, call);
  const { name } = reached.workspace;
  const answer = await runScript(fleet, reached, { text: PROCESS_SCRIPT, limitMs: LIMIT_MS }, call);
  if (answer.words("failed") !== undefined) {
    throw new CoderApiError("unsupported_by_deployment", {
      message: `Workspace '${name}' does not tell its processes: it has no Linux /proc.`,
      hint: "execute_command with ps may work there.",
    });
  }
  const all = processTable(answer);
  if (all === undefined) throw damaged(name);
  const match = request.match?.toLowerCase() ?? "";
  const found = all.filter(({ command, user }) => `${user} ${command}`.toLowerCase().includes(match));
  return pageOf(found, request.page, request.pageSize);
}
