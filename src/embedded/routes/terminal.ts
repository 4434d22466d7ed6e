/** Web terminals (facts/coder-api.md 7). */
import type { Context } from "../http/context";
import { HttpError, type Validation } from "../http/errors";
import type { Reply } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { upgradeRequired } from "../http/upgradeRequired";
import { isUuid } from "../http/uuid";
import type { LocatedAgent } from "../state/store";
import { connectTerminal } from "../terminal/connection";
import { prepareProject, projectDirectory } from "../worker/project";
import { terminalAgent } from "./appAccess";

const path = "/api/v2/workspaceagents/{workspaceAgent}/pty";
const defaultSize = 80;

export const terminalRoutes: readonly Route[] = [
  { method: "SOCKET", path, auth: "none", open },
  { method: "GET", path, auth: "none", handler: withoutUpgrade },
];

interface TerminalRequest extends LocatedAgent {
  readonly reconnect: string;
  readonly command: string;
  readonly height: number;
  readonly width: number;
  readonly backend: string;
}

function open(context: Context): SocketHandler {
  const request = parse(context);
  const { deployment, generation } = context;
  return (socket) => {
    // Only `buffered` can be had: `screen` is not installed in these workspaces.
    if (request.backend === "screen") {
      socket.close(1000);
      return;
    }
    const home = deployment.folders.of(request.workspace);
    const directory = projectDirectory(home, request.agent.blueprint.directory);
    prepareProject(directory);
    connectTerminal(deployment.terminals, socket, {
      key: `${request.agent.id}/${request.reconnect}`,
      command: request.command,
      home,
      directory,
      height: request.height,
      width: request.width,
      closesAbruptly: generation.old,
    });
  };
}

/** A plain GET goes through the same checks. */
function withoutUpgrade(context: Context): Reply {
  parse(context);
  return upgradeRequired(context.request);
}

/** @throws ReplyError, HttpError */
function parse(context: Context): TerminalRequest {
  const located = terminalAgent(context);
  const { query } = context;
  const problems: Validation[] = [];
  const reconnect = (query.get("reconnect") ?? "").toLowerCase();
  if (reconnect === "") {
    problems.push({ field: "reconnect", detail: 'Query param "reconnect" is required and cannot be empty' });
  } else if (!isUuid(reconnect)) {
    problems.push({ field: "reconnect", detail: 'Query param "reconnect" must be a valid uuid' });
  }
  const height = size(query, "height", problems);
  const width = size(query, "width", problems);
  if (problems.length > 0) throw new HttpError(400, "Invalid query parameters.", undefined, problems);
  return {
    ...located,
    reconnect,
    height,
    width,
    command: query.get("command") ?? "",
    backend: query.get("backend_type") ?? "",
  };
}

/** Lines or columns; 0 and absence mean the default. */
function size(query: URLSearchParams, name: string, problems: Validation[]): number {
  const given = query.get(name) ?? "";
  if (/^\d{0,5}$/.test(given) && Number(given) <= 65_535) return Number(given) || defaultSize;
  const reason = `strconv.ParseUint: parsing ${JSON.stringify(given)}: invalid syntax`;
  problems.push({ field: name, detail: `Query param "${name}" must be a valid positive integer: ${reason}` });
  return defaultSize;
}
