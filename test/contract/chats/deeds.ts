/** Does what the recorder did beside the requests of a folder. */
import * as z from "zod";
import type { Bindings } from "../driver/bindings";
import type { Server } from "../driver/server";
import type { Beginner } from "./beginning";
import type { Binder } from "./binder";
import type { Deed } from "./happening";
import { numbered, promptsOf } from "./sessions";

const messages = z.object({ messages: z.array(z.object({ id: z.number() })) });
/** Requests a minute. */
const limit = 512;

export interface Doer {
  readonly server: Server;
  readonly bindings: Bindings;
  readonly beginner: Beginner;
  readonly binder: Binder;
  /** A chat is there; its recorded id, if any is known. */
  came(recorded: string | undefined, here: string): Promise<void>;
}

/** @param at milliseconds since 1970, in the time of the session */
export async function perform(doer: Doer, deed: Deed, at: number): Promise<void> {
  const { server, bindings, beginner, binder } = doer;
  switch (deed.kind) {
    case "switch":
      await server.call("POST", bindings.translate(deed.route), deed.body);
      return;
    case "request":
      return request(doer, deed);
    case "chat": {
      const { actor, prompt, labels, workspace, plan_mode: planMode } = deed;
      const workspaceId = workspace === undefined ? undefined : await binder.workspace(workspace);
      const here = await beginner.begin({
        prompt,
        owner: userOf(actor),
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(labels === undefined ? {} : { labels }),
        ...(planMode === undefined ? {} : { planMode }),
      });
      if (here !== undefined) await doer.came(deed.chat, here);
      return;
    }
    case "begin":
      for (const [index, prompt] of promptsOf(deed).entries()) {
        const labels: Record<string, string> = {};
        for (const [key, value] of Object.entries(deed.labels ?? {})) labels[key] = numbered(value, index);
        const here = await beginner.begin({ prompt, owner: userOf(deed.actor), labels });
        if (here !== undefined) await doer.came(binder.chatBegunWith(prompt, at), here);
      }
      return;
    case "exhaust":
      for (let count = 0; count < limit; count++) {
        const headers = { "Coder-Session-Token": server.token(deed.actor) ?? "" };
        await fetch(server.url + deed.path, { headers });
      }
  }
}

async function request(
  { server, bindings, binder }: Doer,
  { actor, method, path, body }: Extract<Deed, { kind: "request" }>,
): Promise<void> {
  await binder.bindWorkspaces(path);
  let here = bindings.translate(path);
  if (here.includes("{first}")) {
    const known = await server.ask(messages, "GET", here.replace("/{first}", ""));
    here = here.replace("{first}", String(known?.messages.at(-1)?.id ?? 0));
  }
  await server.call(method, here, bindings.translateJson(body), userOf(actor));
}

const userOf = (actor: "admin" | "member") => (actor === "member" ? "mia" : "ada");
