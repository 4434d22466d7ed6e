import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

const JSON_HEADERS = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };

/** The message most tests send: it needs no deployment. */
export const LIST_TOOLS = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

/** One HTTP request with exactly these headers besides those of a JSON message. */
export async function send(
  port: number,
  { method = "POST", path = "/mcp", headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const outgoing = request({
    host: "127.0.0.1",
    port,
    method,
    path,
    headers: { ...(method === "POST" ? JSON_HEADERS : {}), ...headers },
    agent: false,
  });
  outgoing.end(body ?? (method === "POST" ? LIST_TOOLS : undefined));
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString(),
  };
}

/** Writes bytes to a socket and answers all that comes back until the server closes it. */
export async function sendBytes(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("latin1").on("data", (part: string) => (text += part));
  // A reset is an answer too: what came before it counts.
  socket.on("error", () => undefined);
  socket.write(bytes);
  await once(socket, "close");
  return text;
}

/** The message of the JSON-RPC error in an answer, also where it came as an event. */
export function errorMessage({ text }: Pick<RawAnswer, "text">): string {
  const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  const { error } = JSON.parse(json) as { error?: { message?: string } };
  return error?.message ?? "";
}
