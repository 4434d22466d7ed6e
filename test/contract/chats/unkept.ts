/**
 * What the recorders of chats asked and did not keep: the chats and words that the kept recordings speak of. Each
 * is left out where a folder has the request after all.
 */
import type { Deed, Happening } from "./happening";

type Who = "admin" | "member";

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
const of = (area: Happening["area"], version: string) => (time: string, does: Deed) => ({
  version,
  area,
  at: at(time),
  does,
});

const base = "/api/experimental/chats";

/** A chat that was begun; `workspace` is the name of the one it was given. */
const begin = (actor: Who, chat: string, prompt: string, more: Partial<Beginning> = {}): Deed => ({
  kind: "chat",
  actor,
  chat,
  prompt,
  ...more,
});
type Beginning = Omit<Extract<Deed, { kind: "chat" }>, "kind">;

const ask = (
  actor: Who,
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  alike = 0,
): Deed => ({ kind: "request", actor, method, path, body, alike });
const say = (actor: Who, chat: string, text: string, alike = 0): Deed =>
  ask(actor, "POST", `${base}/${chat}/messages`, { content: [{ type: "text", text }] }, alike);
const interrupt = (actor: Who, chat: string): Deed => ask(actor, "POST", `${base}/${chat}/interrupt`);
const unarchive = (actor: Who, chat: string, alike = 0): Deed =>
  ask(actor, "PATCH", `${base}/${chat}`, { archived: false }, alike);
const build = (workspace: string, transition: "start" | "stop" | "delete"): Deed =>
  ask("member", "POST", `/api/v2/workspaces/${workspace}/builds`, { transition });

const countTo = (last: number) => `[exec for i in $(seq ${last}); do echo $i; sleep 1; done]`;
const script = (...steps: readonly unknown[]) => `SCRIPT:${JSON.stringify(steps)}`;

/** Chats of the longer session, by their recorded ids. */
const chats = {
  slow: "88e006f8-58f7-4ffe-90d5-59ade2b6e204",
  edited: "47e12b75-2538-4266-a8cf-b29c5acd713e",
  interrupted: "63bceed1-4428-4cc4-92a2-d868c4f3d7aa",
  weather: "d19eec58-66c9-49ea-a111-00e071b49429",
  weatherLater: "ce1dcc9d-f5e2-4355-b60d-8d9f6383e04e",
  timeout: "f7fa677e-3016-4496-9803-49d56d3ece33",
  parent: "c5d9326c-40a7-445d-823d-c9cc882f964d",
  childOne: "3283055f-4c6b-4cf9-ac7e-f0da2def7e9f",
  failing: "f3f548e3-879c-4174-9429-751cdeaa6a5c",
  slowCommand: "2a5a7024-e90c-4c83-9394-c6c7d5d92483",
  maker: "0ff2f5d2-7f40-4fd1-b574-374b0415a629",
  badTemplate: "ebba610e-abbe-44a9-bd43-39fb5ab2d4c5",
  looker: "fbe3b54c-cc81-4295-9174-ebd99081c751",
  long: "1366383b-b099-4335-9b39-5cb2b6b63e25",
  full: "dfec1900-2a4a-4f2f-9f57-a189bbe97679",
  twice: "d6d92e03-ca45-4a92-a78c-25fde7b64e12",
  pullRequest: "bd3f0cef-8e02-41b3-9370-44b261fa90d9",
  building: "7556f6ac-145c-48a8-bb14-032286601221",
  planner: "1b335116-2e84-4934-94b1-f91b2920ca7e",
  archivedByAdmin: "7dac1368-7d5d-490c-a45e-ea7b0170a2fe",
  interruptedByAdmin: "2440ece9-e548-446e-b467-6ca592f5c508",
  down: "fc5a03f7-1b6c-4c2e-adaf-8d5088bb22b5",
} as const;
const agentMade = "18873925-d3f7-49e2-9f57-2d0808c56b43";
const pinned = "35910488-9bb8-4d08-90b0-81de45c4244d";
const talk = "f67dcc1a-2c0e-4e07-a30f-f9ad614a2428";

const short = of("chats", "2.36.1");
const long = of("chats-live", "2.36.1");

/** 20 waiting messages are as many as there can be. */
const fill = (time: string): readonly Happening[] =>
  Array.from({ length: 20 }, (_, index) =>
    long(time, say("member", chats.full, `waits ${index} [plain]`, 1)),
  );

export const unkept: readonly Happening[] = [
  short("08:46:50.260", say("admin", talk, "Second message [slow 1]")),
  short("08:46:58.100", say("admin", talk, "queued one", 1)),
  short("08:47:39.990", say("admin", talk, "[quota] again")),
  short("08:48:21.261", begin("admin", "c90cadd0-3eeb-417a-8c94-b2005aa4d431", "watch me")),
  short("08:48:26.270", ask("admin", "PATCH", `${base}/${talk}`, { title: "Renamed chat" })),

  long("09:02:04.880", ask("admin", "DELETE", `${base}/${chats.slow}/queue/2`, undefined, 1)),
  long("09:02:04.910", ask("admin", "POST", `${base}/${chats.slow}/queue/3/promote`)),
  long("09:02:08.035", begin("admin", chats.interrupted, "Interrupt with queue [slow 20]")),
  long("09:02:09.200", say("admin", chats.interrupted, "left in queue [plain]")),
  long("09:02:09.280", interrupt("admin", chats.interrupted)),
  long("09:02:13.000", say("admin", chats.edited, "Turn three [plain]", 1)),
  long("09:02:21.420", unarchive("admin", chats.edited, 1)),

  long("09:04:44.930", begin("member", chats.weather, "Weather again [dyn get_weather]")),
  long("09:04:45.060", interrupt("member", chats.weather)),
  long("09:04:45.230", begin("member", chats.weatherLater, "Weather later [dyn get_weather]")),
  long("09:04:45.769", begin("member", chats.timeout, "Timeout tool [dyn get_weather]")),
  long("09:05:32.460", interrupt("admin", chats.down)),

  long("09:06:23.420", say("member", chats.childOne, "extra [plain]")),
  long(
    "09:06:24.340",
    begin(
      "member",
      chats.parent,
      `Parent ${script(
        {
          tool: "spawn_agent",
          args: { type: "general", prompt: "Take long [slow 60]", title: "Long child" },
        },
        { tool: "wait_agent", args: { chat_id: "$CHAT0" } },
      )}`,
    ),
  ),

  long(
    "09:07:39.818",
    begin("member", chats.failing, "Failing cmd [exec ls /nonexistent; exit 3]", {
      workspace: "mia-agent-1",
    }),
  ),
  long(
    "09:07:40.250",
    begin("member", chats.slowCommand, `Slow cmd ${countTo(30)}`, { workspace: "mia-agent-1" }),
  ),
  long("09:07:44.300", unarchive("member", chats.maker)),
  long(
    "09:07:54.135",
    say(
      "member",
      chats.maker,
      `Start it ${script({ tool: "start_workspace", args: {} }, { tool: "execute", args: { command: "echo up" } }, { say: "started" })}`,
    ),
  ),

  long(
    "09:09:19.256",
    begin(
      "member",
      chats.badTemplate,
      `Bad template ${script({ tool: "create_workspace", args: { template_id: "00000000-0000-0000-0000-0000000000aa" } }, { say: "no such template" })}`,
    ),
  ),
  long(
    "09:09:19.523",
    begin("member", chats.looker, `Look ${script({ tool: "list_templates", args: {} }, { say: "looked" })}`),
  ),
  long("09:09:19.900", build(agentMade, "delete")),
  long("09:09:23.935", begin("member", chats.long, "Very long [long 300]")),
  long("09:09:25.280", begin("member", chats.full, "Fill the queue [slow 30]")),
  ...fill("09:09:25.400"),
  long(
    "09:09:26.212",
    ask("member", "PATCH", `${base}/${chats.full}/messages/{first}`, {
      content: [{ type: "text", text: "Edited while busy [plain]" }],
    }),
  ),

  long("09:13:17.058", begin("member", chats.twice, "After id one [plain]")),
  long("09:13:17.453", say("member", chats.twice, "After id two [plain]")),

  long("09:17:55.000", begin("member", chats.pullRequest, "Open a pull request [plain]")),
  long("09:17:57.200", {
    kind: "switch",
    route: `/_embedded/chats/${chats.pullRequest}/pull-request`,
    body: { number: 42, title: "Fix the flaky test", branch: "fix-flaky", changes_requested: true },
  }),

  long(
    "09:23:52.628",
    begin("member", chats.building, "Run while building [exec echo $ROLE; pwd]", {
      workspace: "mia-pinned",
      labels: { "fleet.agent": "mia-pinned" },
    }),
  ),
  long("09:24:00.312", say("member", chats.building, `Long ${countTo(60)}`)),
  long("09:24:00.900", build(pinned, "stop")),
  long("09:24:07.100", build(pinned, "start")),
  long(
    "09:24:17.129",
    begin(
      "member",
      chats.planner,
      `Plan it ${script({ tool: "propose_plan", args: { path: "/tmp/nope.md" } }, { say: "proposed" })}`,
      { workspace: "mia-pinned", plan_mode: "plan" },
    ),
  ),

  long("09:29:47.500", begin("member", chats.archivedByAdmin, "Member chat [plain]")),
  long(
    "09:29:48.457",
    begin("member", chats.interruptedByAdmin, "Member slow chat interrupted by the admin [slow 10]"),
  ),
];
