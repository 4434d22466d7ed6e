import type { IncomingMessage } from "node:http";
import type { UnderWay } from "./inFlight";
import { isNestedDeeper } from "./nesting";
import { HttpRefusal, parseRefusal } from "./refusal";

/** Largest message, in bytes. Over standard input it is more: there nobody else's memory is at stake. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Deepest nesting of lists and objects. No tool needs ten; thousands would exhaust the stack of what reads them. */
const MAX_DEPTH = 100;

/** `application/json`, with or without parameters. */
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * The JSON message of a request.
 * @throws HttpRefusal for another content type (415), an encoding (415), too many bytes (413), text that is not
 * JSON (400), one nested too deeply (400), a batch (400), and where too much is held already (429, 503)
 */
export async function readMessage(request: IncomingMessage, underWay: UnderWay): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers["content-type"] ?? "")) {
    throw new HttpRefusal(415, "Send the message as Content-Type: application/json.");
  }
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new HttpRefusal(415, "Send the message without Content-Encoding.", {
      "Accept-Encoding": "identity",
    });
  }
  const text = await readText(request, underWay);
  if (isNestedDeeper(text, MAX_DEPTH)) {
    throw new HttpRefusal(400, `A message may nest lists and objects ${MAX_DEPTH} deep.`);
  }
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw parseRefusal(
      text.trim() === "" ? "The body is empty; send one JSON-RPC message." : "The body is not JSON.",
    );
  }
  if (Array.isArray(message)) {
    // In the protocol for 2025-03-26 only; the versions before and after know no batches.
    throw new HttpRefusal(400, "Batches are not supported; send each message in a request of its own.");
  }
  return message;
}

async function readText(request: IncomingMessage, underWay: UnderWay): Promise<string> {
  const refusal = new HttpRefusal(
    413,
    `A message may have ${MAX_BODY_BYTES} bytes; write larger files in parts (write_file with mode=append).`,
  );
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw refusal;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw refusal;
    underWay.hold(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
