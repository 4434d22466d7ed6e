/** Long texts, as bench rows look for them: the page that shows them is asked for these words. */
import { orders } from "../host/orders";

const { url, token } = orders.otherDeployment;

/** Lines of all texts. */
export const LINES = 100_000;
/** Lines of one message. */
const MESSAGE_LINES = 2_000;
/** Between two looks at a chat, in milliseconds: the deployment limits requests. */
const POLL_MS = 40;

/** Stands at the end of a text. */
const LAST_LINE = "the last line";

/** Lines from one number on. */
export function logLines(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `log line ${first + index} says what was done`);
}

/** All lines, and the last one. */
export const longText = (): string => [...logLines(0, LINES), LAST_LINE].join("\n");

/** Gives a chat messages of as many lines. */
export async function writeConversation(chat: string): Promise<void> {
  const path = `/api/experimental/chats/${chat}`;
  for (let line = 0; line < LINES; line += MESSAGE_LINES) {
    const lines = logLines(line, MESSAGE_LINES);
    const last = line + MESSAGE_LINES >= LINES;
    // The deployment's model thinks aloud of it, shortly.
    const text = ["[reason]", ...lines, ...(last ? [LAST_LINE] : [])].join("\n");
    await ask("POST", `${path}/messages`, { content: [{ type: "text", text }] });
    while (/"status":"(running|pending)"/.test(await ask("GET", path))) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

async function ask(method: string, path: string, body?: object): Promise<string> {
  const answer = await fetch(url + path, {
    method,
    headers: { "Coder-Session-Token": token, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`);
  return text;
}
