import assert from "node:assert/strict";
import WebSocket from "ws";
import * as z from "zod";
import type { RunningDeployment } from "../../../src/embedded/start";
import { until } from "../../support/until";
import { type Caller, callerOf, read, startHere } from "../client";

const base = "/api/experimental/chats";
const chatRow = z.object({ id: z.string(), has_unread: z.boolean() });
const event = z.object({ type: z.string() });
const watched = z.object({ kind: z.string(), chat: z.object({ id: z.string(), has_unread: z.boolean() }) });

describe("the WebSockets of chats on the embedded deployment", () => {
  let deployment: RunningDeployment;
  let call: Caller;
  let organization: string;

  before(async () => {
    deployment = await startHere({ generation: "chats", agents: 0, speed: 20 });
    call = callerOf(deployment.url, deployment.token);
    const [first] = read(await call("GET", "/api/v2/organizations"), z.array(z.object({ id: z.string() })));
    organization = first?.id ?? "";
  });

  after(() => deployment.stop());

  /** Opens a socket; frames arrive parsed, in order. */
  async function open(path: string): Promise<{ readonly frames: unknown[]; close(): Promise<void> }> {
    const socket = new WebSocket(deployment.url.replace("http", "ws") + path, {
      headers: { "Coder-Session-Token": deployment.token },
    });
    const frames: unknown[] = [];
    socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8"))));
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return {
      frames,
      close: () =>
        new Promise((resolve) => {
          socket.once("close", () => {
            resolve();
          });
          socket.close();
        }),
    };
  }

  async function begin(text: string): Promise<string> {
    const body = { organization_id: organization, content: [{ type: "text", text }] };
    return read(await call("POST", base, body), z.object({ id: z.string() })).id;
  }

  const typesOf = (frame: unknown) =>
    z
      .array(event)
      .parse(frame)
      .map(({ type }) => type);

  const partsIn = (frames: readonly unknown[]) =>
    frames.flatMap(typesOf).filter((type) => type === "message_part").length;

  /** Waits for so many frames. */
  const framesOf = (stream: { readonly frames: unknown[] }, count: number) =>
    until(
      () => stream.frames,
      ({ length }) => length >= count,
    );

  /** Waits until nothing of a chat goes on any more. */
  const rest = (id: string) =>
    until(
      async () => read(await call("GET", `${base}/${id}`), z.object({ status: z.string() })).status,
      (status) => status === "waiting",
    );

  it("stream bare arrays: a snapshot first, then parts, then the message", async () => {
    const stream = await open(`${base}/${await begin("One two [plain]")}/stream`);
    await until(
      () => stream.frames.slice(1).map(typesOf).at(-1),
      (types) => types?.includes("status") === true,
    );
    await stream.close();
    assert.deepEqual(typesOf(stream.frames[0]), ["message", "status", "preview_reset"]);
    assert.deepEqual(typesOf(stream.frames.at(-2)), ["message", "preview_reset"]);
    assert.deepEqual(typesOf(stream.frames.at(-1)), ["status"]);
    assert.ok(partsIn(stream.frames) > 0);
  });

  it("show a reader who comes later the whole running attempt again", async () => {
    const id = await begin("Count [slow 20]");
    const first = await open(`${base}/${id}/stream`);
    await until(
      () => partsIn(first.frames),
      (count) => count >= 3,
    );
    const told = partsIn(first.frames);
    const later = await open(`${base}/${id}/stream`);
    const [, attempt] = await framesOf(later, 2);
    assert.ok(partsIn([attempt]) >= told);
    await first.close();
    await later.close();
    await call("POST", `${base}/${id}/interrupt`);
  });

  it("begin again with the history after an edit", async () => {
    const id = await begin("First [plain]");
    await rest(id);
    const { messages } = read(
      await call("GET", `${base}/${id}/messages`),
      z.object({ messages: z.array(z.object({ id: z.number() })) }),
    );
    const content = [{ type: "text", text: "Else [plain]" }];
    await call("PATCH", `${base}/${id}/messages/${messages.at(-1)?.id ?? 0}`, { content });
    await rest(id);
    const stream = await open(`${base}/${id}/stream?after_id=${messages[0]?.id ?? 0}`);
    await framesOf(stream, 1);
    await stream.close();
    assert.deepEqual(typesOf(stream.frames[0]), [
      "history_reset",
      "message",
      "message",
      "status",
      "preview_reset",
    ]);
  });

  it("watch one object a frame, and leave unread what only a stream marks as read", async () => {
    const watch = await open(`${base}/watch`);
    const id = await begin("Watch me [plain]");
    const kinds = await until(
      () =>
        watch.frames
          .map((frame) => watched.parse(frame))
          .filter(({ chat }) => chat.id === id)
          .map(({ kind }) => kind),
      ({ length }) => length >= 4,
    );
    assert.deepEqual(kinds, ["created", "title_change", "status_change", "summary_change"]);
    const isUnread = async () =>
      read(await call("GET", base), z.array(chatRow)).find((chat) => chat.id === id)?.has_unread;
    assert.equal(await isUnread(), true);
    await (await open(`${base}/${id}/stream`)).close();
    await until(isUnread, (unread) => unread === false);
    await watch.close();
  });
});
