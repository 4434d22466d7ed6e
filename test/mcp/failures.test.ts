/**
 * Every tool, in every way it can fail, as a client built on SDK 1 sees it after it has listed the tools: such a
 * client checks the structured content of a failed call against the output schema too.
 */
import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { startServer, type ConnectedServer } from "../support/mcpClient";
import { UNREACHABLE } from "../support/serverProcess";

type Arguments = Readonly<Record<string, unknown>>;

const AGENT = { agent_name: "no-such-agent" };
const BY_ID = { user: "me", agent_id: "no-such-agent" };

/** Arguments each tool accepts, about an agent that does not exist. */
const ACCEPTED: Readonly<Record<string, Arguments>> = {
  list_agents: {},
  show_agent: AGENT,
  list_agent_projects: {},
  list_agent_roles: { project: "Claude Agent" },
  create_agent: { name: "new-agent", project: "Claude Agent", task: "Say hello" },
  delete_agent: AGENT,
  restart_agent: AGENT,
  pause_agent: AGENT,
  resume_agent: AGENT,
  start_agent_task: { ...AGENT, task_description: "Say hello" },
  cancel_agent_task: AGENT,
  show_agent_task_history: AGENT,
  show_agent_log: AGENT,
  send_input_to_agent: { ...BY_ID, input_text: "yes" },
  get_fleet_status_metrics: {},
  list_all_agents: {},
  get_agent_details_by_id: BY_ID,
  get_agent_execution_logs: BY_ID,
  create_new_agent_task: { user: "me", prompt: "Say hello", workspace_name: "new-agent" },
  delete_agent_workspace: { workspace_id: "no-such-agent" },
};

const failureSchema = z.object({
  isError: z.literal(true),
  content: z.tuple([z.object({ type: z.literal("text"), text: z.string() })]),
  structuredContent: z.strictObject({
    error: z.strictObject({
      code: z.string(),
      reason: z.string(),
      message: z.string(),
      hint: z.string().min(10),
      retryable: z.boolean(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
});
type Failure = z.output<typeof failureSchema>["structuredContent"]["error"];

/** Calls a tool that must fail; checks what every failure has in common. */
async function fails({ client }: ConnectedServer, name: string, args: Arguments): Promise<Failure> {
  const answer = await client.callTool({ name, arguments: args });
  const parsed = failureSchema.safeParse(answer);
  assert.ok(parsed.success, `${name} ${JSON.stringify(args)}: ${JSON.stringify(answer).slice(0, 500)}`);
  const { content, structuredContent } = parsed.data;
  const { error } = structuredContent;
  const [{ text }] = content;
  assert.ok(text.startsWith(`${error.code}: ${error.message}\nHint: ${error.hint}`), text);
  assert.doesNotMatch(text, /\n\s+at |<html|test-token/i, "no stack, no page, no token");
  return error;
}

/** The tools of a server, listed first as clients do. */
async function tools({ client }: ConnectedServer): Promise<readonly Tool[]> {
  return (await client.listTools()).tools;
}

async function failsEverywhere(
  server: ConnectedServer,
  code: string,
  reason: string | RegExp,
): Promise<void> {
  const checks = (await tools(server)).map(async ({ name }) => {
    const args = ACCEPTED[name];
    assert.ok(args, `${name} has no arguments in this test`);
    const error = await fails(server, name, args);
    assert.equal(error.code, code, `${name}: ${error.message}`);
    assert.match(error.reason, typeof reason === "string" ? new RegExp(`^${reason}$`) : reason, name);
  });
  await Promise.all(checks);
  await server.client.ping();
}

const ALL = ["--toolsets", "all"];

describe("every tool", () => {
  describe("refuses, before anything is sent,", () => {
    let server: ConnectedServer;
    before(async () => {
      server = await startServer(UNREACHABLE, ALL);
    });
    after(() => server.close());

    const refuses = async (args: (tool: Tool) => readonly Arguments[]): Promise<void> => {
      let tried = 0;
      for (const tool of await tools(server)) {
        for (const given of args(tool)) {
          tried += 1;
          const error = await fails(server, tool.name, given);
          const shown = `${tool.name} ${JSON.stringify(given).slice(0, 100)}: ${error.reason} ${error.message}`;
          assert.equal(error.code, "VALIDATION_ERROR", shown);
          assert.equal(error.reason, "bad_argument", shown);
          assert.ok(error.message.length < 1000, "a refusal does not repeat a long argument");
        }
      }
      assert.ok(tried > 0);
    };
    const replaced = (tool: Tool, names: RegExp, value: unknown): readonly Arguments[] =>
      Object.keys(tool.inputSchema.properties ?? {})
        .filter((name) => names.test(name))
        .map((name) => ({ ...ACCEPTED[tool.name], [name]: value }));

    it("an unknown argument", () => refuses((tool) => [{ ...ACCEPTED[tool.name], colour: "red" }]));

    it("a missing argument", () =>
      refuses((tool) =>
        (tool.inputSchema.required ?? []).map((name) =>
          Object.fromEntries(Object.entries(ACCEPTED[tool.name] ?? {}).filter(([key]) => key !== name)),
        ),
      ));

    it("an argument of the wrong type", () => refuses((tool) => replaced(tool, /./, [{ odd: true }])));

    it("a name with control characters", () =>
      refuses((tool) =>
        replaced(tool, /^(agent_name|agent_id|name|workspace_name|workspace_id)$/, "a\u0000b\u001b[2J"),
      ));

    it("an empty name", () =>
      refuses((tool) => replaced(tool, /^(agent_name|agent_id|name|workspace_name|workspace_id)$/, " ")));

    it("page 0, and pages of 0 or a thousand rows", () =>
      refuses((tool) => [
        ...replaced(tool, /^page$/, 0),
        ...replaced(tool, /^page_size$/, 0),
        ...replaced(tool, /^page_size$/, 1000),
      ]));

    it("an empty prompt", () => refuses((tool) => replaced(tool, /^(task|task_description|prompt)$/, "  ")));
  });

  it("says that the deployment is unreachable", async () => {
    const server = await startServer(UNREACHABLE, ALL);
    try {
      await failsEverywhere(server, "NETWORK_ERROR", "unreachable");
    } finally {
      await server.close();
    }
  });

  for (const [what, listener, code, reason] of [
    [
      "the token has expired",
      answer(401, { message: "You are signed out or your session has expired." }),
      "AUTHENTICATION_FAILED",
      "unauthorized",
    ],
    [
      "the token may not do it",
      answer(403, { message: "Forbidden." }),
      "CODER_API_ERROR",
      "permission_denied",
    ],
    [
      "there were too many requests",
      answer(429, { message: "Slow down." }),
      "CODER_API_ERROR",
      "rate_limited",
    ],
    ["the deployment fails", answer(500, { message: "Internal error." }), "CODER_API_ERROR", "server_error"],
    ["the deployment is overloaded", answer(503, { message: "Busy." }), "CODER_API_ERROR", "server_error"],
    [
      "it got HTML instead of JSON",
      answer(200, "<!doctype html><html><body>dashboard</body></html>"),
      "CODER_API_ERROR",
      /unsupported_by_deployment|unexpected_answer/,
    ],
    ["it got JSON of the wrong shape", answer(200, ["odd"]), "CODER_API_ERROR", "unexpected_answer"],
    [
      "it got half of a JSON text",
      answer(200, "{", "application/json"),
      "CODER_API_ERROR",
      "unexpected_answer",
    ],
  ] as const) {
    it(`says that ${what}, and the server stays up`, async () => {
      const deployment = await listen(listener);
      const server = await startServer({ ...UNREACHABLE, CODER_URL: urlOf(deployment) }, ALL);
      try {
        await failsEverywhere(server, code, reason);
      } finally {
        await server.close();
        deployment.close();
      }
    }).timeout(60_000);
  }

  it("says that TLS failed", async () => {
    // Plain HTTP where TLS is expected.
    const deployment = await listen(answer(200, {}));
    const url = urlOf(deployment).replace("http:", "https:");
    const server = await startServer({ ...UNREACHABLE, CODER_URL: url }, ALL);
    try {
      await failsEverywhere(server, "NETWORK_ERROR", "tls");
    } finally {
      await server.close();
      deployment.close();
    }
  }).timeout(60_000);

  describe("against the embedded deployment", () => {
    let deployment: EmbeddedDeployment;
    let server: ConnectedServer;
    before(async () => {
      deployment = await startEmbedded({ agents: 5 });
      server = await startServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, ALL);
    });
    after(async () => {
      await server.close();
      await deployment.stop();
    });

    it("says that the agent does not exist", async () => {
      for (const { name, inputSchema } of await tools(server)) {
        const named = ["agent_name", "agent_id", "workspace_id"];
        if (!Object.keys(inputSchema.properties ?? {}).some((key) => named.includes(key))) continue;
        const error = await fails(server, name, ACCEPTED[name] ?? {});
        assert.equal(error.code, "AGENT_NOT_FOUND", `${name}: ${error.message}`);
        assert.match(error.message, /no-such-agent/, name);
      }
    });

    it("says that the project, role or template does not exist, and which there are", async () => {
      for (const [name, args, reason] of [
        ["list_agent_roles", { project: "Nope" }, "missing_project"],
        ["create_agent", { name: "x1", project: "Nope", task: "t" }, "missing_project"],
        ["create_agent", { name: "x1", project: "Claude Agent", task: "t", role: "Nope" }, "missing_role"],
        [
          "create_new_agent_task",
          { user: "me", prompt: "t", workspace_name: "x1", template_name: "Nope" },
          /missing_(template|project)/,
        ],
      ] as const) {
        const error = await fails(server, name, args);
        assert.equal(error.code, "VALIDATION_ERROR");
        assert.match(error.reason, new RegExp(reason));
        assert.match(
          error.message + error.hint + JSON.stringify(error.details),
          /claude-agent|Claude Agent|coder/i,
        );
      }
    });

    it("accepts null for whatever is optional", async () => {
      for (const { name, inputSchema, annotations } of await tools(server)) {
        const required = inputSchema.required ?? [];
        if (annotations?.readOnlyHint !== true || required.length > 0) continue;
        const optional = Object.keys(inputSchema.properties ?? {}).map((key) => [key, null]);
        const result = await server.client.callTool({ name, arguments: Object.fromEntries(optional) });
        assert.equal(result.isError, undefined, `${name}: ${JSON.stringify(result)}`);
      }
    });

    it("says clearly whether it takes a prompt of 40,000 characters, and leaves nothing half-done", async () => {
      const prompt = "word ".repeat(8000);
      const before = await server.client.callTool({ name: "get_fleet_status_metrics", arguments: {} });
      const result = await server.client.callTool({
        name: "create_agent",
        arguments: { name: "long-prompt", project: "Claude Agent", task: prompt },
      });
      const after = await server.client.callTool({ name: "get_fleet_status_metrics", arguments: {} });
      const total = ({ structuredContent }: typeof before): number =>
        z.object({ total: z.number() }).parse(structuredContent).total;
      assert.equal(total(after), total(before) + (result.isError === true ? 0 : 1));
      assert.ok(JSON.stringify(result).length < 4000, "the prompt is not sent back");
    });
  });
});

/** Answers every request the same way. */
function answer(status: number, body: unknown, type?: string): RequestListener {
  const [text, standard] =
    typeof body === "string" ? [body, "text/html"] : [JSON.stringify(body), "application/json"];
  return (request, response) => {
    request.resume();
    response.writeHead(status, { "Content-Type": type ?? standard }).end(text);
  };
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
