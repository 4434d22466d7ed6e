import type { IncomingMessage } from "node:http";
import { type Reply, text } from "./reply";

/** A plain request where only a WebSocket is spoken: what Go's library says, then Coder, in one body. */
export function upgradeRequired(request: IncomingMessage, message = "Failed to accept websocket."): Reply {
  const connection = request.headers.connection ?? "";
  const problem = `WebSocket protocol violation: Connection header ${JSON.stringify(connection)} does not contain Upgrade`;
  const body = {
    message,
    detail: `failed to accept WebSocket connection: ${problem}`,
  };
  return {
    ...text(`${problem}\n${JSON.stringify(body)}\n`, 426),
    headers: { Connection: "Upgrade", Upgrade: "websocket" },
  };
}
