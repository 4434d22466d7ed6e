/** The server as the recorder found it. */
import * as z from "zod";
import type { Server } from "../driver/server";
import type { RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import { chatsPath } from "./beginning";
import { oldWorkspaces, ownerOf } from "./chatFinder";
import type { ChatSession } from "./sessions";

const tokenOf = z.object({ token: z.string() });
const keyOf = z.object({ key: z.string() });
const templateOf = z.object({ template_id: z.string() });
/** Time in which a workspace comes up, milliseconds. */
const buildMs = 15_000;

/** Lets so much time pass; time is held from the first call on. */
export async function pass(server: Server, ms: number): Promise<void> {
  await server.call("POST", "/_embedded/clock", { pass_ms: ms });
}

/** Returns the token of a site owner who looks on: reading a stream as somebody else marks nothing as read. */
export async function setUp(
  server: Server,
  session: ChatSession,
  world: World,
  requests: readonly RecordedRequest[],
): Promise<string | undefined> {
  await pass(server, 0);
  // Without models, and two members without the role for agents.
  const bare = session.isSetUp === true ? {} : { no_models: true, agent_users: [] };
  await server.call("POST", "/_embedded/chats", { base: chatsPath, ...bare });
  const addUser = (user: object) => server.ask(tokenOf, "POST", "/_embedded/users", user);
  const max = await addUser({ username: "max", name: "Max Member" });
  if (max !== undefined) server.setToken("member2", max.token);
  const scoped = { token_name: "scoped", scope: "application_connect" };
  const key = await server.ask(keyOf, "POST", "/api/v2/users/me/keys/tokens", scoped, "mia");
  if (key !== undefined) server.setToken("scoped", key.key);
  const agentDev = { name: "agent-dev", fate: "agent" };
  const template = await server.ask(templateOf, "POST", "/_embedded/templates", agentDev);
  const workspaces = oldWorkspaces(world, requests);
  for (const { id, name } of workspaces) {
    const body = { template_id: template?.template_id, name };
    await server.call("POST", "/api/v2/users/me/workspaces", body, ownerOf(id, requests));
  }
  if (workspaces.length > 0) await pass(server, buildMs);
  return (await addUser({ username: "observer", is_owner: true }))?.token;
}
