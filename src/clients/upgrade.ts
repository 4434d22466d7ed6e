/** Opens a WebSocket to the deployment; a refusal before the upgrade is the same error as over plain HTTP. */
import type { Agent, IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import type { Call } from "../models/call";
import { isJson, readAnswer } from "./answer";
import type { Deadline } from "./deadline";
import { readErrorBody } from "./errorBody";
import { redirectTarget } from "./redirects";
import { responseError, type Asked } from "./responseErrors";
import { identityHeaders, type Identity } from "./transport";
import { wrapSocket, type CoderSocket } from "./webSocket";

/** Largest message, unpacked, in bytes: far above a workspace (131 KB) or a screen of a terminal. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
/** Bytes of a refusal's body that are read; Coder's error forms are far smaller. */
const MAX_REFUSAL_BYTES = 1024 * 1024;

/** One request for a WebSocket. */
export interface Upgrade extends Asked {
  /** With scheme http or https. */
  readonly url: URL;
  readonly identity: Identity;
  readonly agent: Agent;
}

/**
 * Never tried twice: opening a terminal starts a command.
 * @throws FleetError where the deployment refuses the upgrade
 * @throws unknown what the WebSocket library throws, to be mapped by `networkError`
 */
export async function openSocket(request: Upgrade, deadline: Deadline, call: Call): Promise<CoderSocket> {
  const { WebSocket } = await import("ws");
  deadline.signal.throwIfAborted();
  const { url, identity, agent, route } = request;
  const socketUrl = new URL(url.href.replace(/^http/, "ws"));
  const socket = new WebSocket(socketUrl, {
    headers: identityHeaders(identity),
    agent,
    perMessageDeflate: true,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  // Before it is open, so that no early frame is missed and no error stays unheard.
  const wrapped = wrapSocket(socket, { origin: url.origin, method: route.method }, call);
  try {
    await opened(socket, request, deadline.signal);
  } catch (error) {
    socket.terminate();
    throw error;
  }
  return wrapped;
}

async function opened(socket: WebSocket, request: Upgrade, signal: AbortSignal): Promise<void> {
  let stop: () => void = () => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => {
        reject(new Error("aborted"));
      };
      signal.addEventListener("abort", stop, { once: true });
      socket.once("open", resolve);
      socket.once("error", reject);
      socket.once("unexpected-response", (_request, response) => {
        refusal(response, request).then(reject, reject);
      });
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The error for an answer other than 101. */
async function refusal(response: IncomingMessage, request: Upgrade): Promise<unknown> {
  const answer = readAnswer(response.statusCode ?? 0, (name) => {
    const value = response.headers[name];
    return Array.isArray(value) ? value[0] : value;
  });
  // A WebSocket follows no redirect, not even a first one.
  redirectTarget(answer, request.url, request.route, Infinity);
  const body = isJson(answer) ? readErrorBody(await readText(response), request.identity.token) : undefined;
  return responseError(answer, body, request);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_REFUSAL_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
