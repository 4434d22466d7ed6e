import assert from "node:assert/strict";
import type { Subject } from "../../src/clients/coderClient";
import { routes, type Route } from "../../src/clients/routes";
import { answerHtml, answerJson, call, clientOf, closeAll, failure, serve, TOKEN } from "./localServer";

const agent: Subject = { kind: "agent", name: "fixer" };
const missing = { message: "Resource not found or you do not have access to this resource" };

interface Row {
  readonly when: string;
  readonly status: number;
  /** Undefined: an HTML page. */
  readonly body?: object;
  readonly subject?: Subject;
  readonly route?: Route;
  readonly expected: string;
  readonly retryable?: boolean;
}

const app: Route = { method: "POST", path: "/@ada/w.main/apps/slug/message" };
const pty: Route = { method: "POST", path: "/api/v2/workspaceagents/a/pty" };

/** POST requests, so that nothing is repeated. */
const rows: Row[] = [
  {
    when: "the token is not accepted",
    status: 401,
    body: missing,
    expected: "AUTHENTICATION_FAILED unauthorized",
  },
  {
    when: "the token is not accepted, by a page",
    status: 401,
    expected: "AUTHENTICATION_FAILED unauthorized",
  },
  {
    when: "something is forbidden",
    status: 403,
    body: { message: "Forbidden." },
    expected: "CODER_API_ERROR permission_denied",
  },
  { when: "a precondition is required", status: 428, expected: "CODER_API_ERROR permission_denied" },
  {
    when: "a permission is missing, as Coder's policy engine puts it",
    status: 500,
    body: { message: "An internal server error occurred.", detail: "update template: rbac: forbidden" },
    expected: "CODER_API_ERROR permission_denied",
  },
  {
    when: "an agent is missing",
    status: 404,
    body: missing,
    subject: agent,
    expected: "AGENT_NOT_FOUND missing_agent",
  },
  {
    when: "a task is missing",
    status: 404,
    body: missing,
    subject: { kind: "task", name: "t" },
    expected: "AGENT_NOT_FOUND missing_agent",
  },
  {
    when: "a workspace is missing",
    status: 404,
    body: missing,
    subject: { kind: "workspace", name: "w" },
    expected: "AGENT_NOT_FOUND missing_workspace",
  },
  {
    when: "a workspace was deleted",
    status: 410,
    body: { message: "gone" },
    subject: { kind: "workspace", name: "w" },
    expected: "AGENT_NOT_FOUND missing_workspace",
  },
  {
    when: "a template is missing",
    status: 404,
    body: missing,
    subject: { kind: "template", name: "t" },
    expected: "VALIDATION_ERROR missing_template",
  },
  {
    when: "a build is missing",
    status: 404,
    body: missing,
    subject: { kind: "build", name: "b" },
    expected: "CODER_API_ERROR unexpected_answer",
  },
  {
    when: "an unnamed thing is missing",
    status: 404,
    body: missing,
    expected: "CODER_API_ERROR unexpected_answer",
  },
  {
    when: "the route is unknown",
    status: 404,
    body: { message: "Route not found." },
    subject: agent,
    expected: "CODER_API_ERROR unsupported_by_deployment",
  },
  {
    when: "the route is unknown and a page answers",
    status: 404,
    subject: agent,
    expected: "CODER_API_ERROR unsupported_by_deployment",
  },
  { when: "the method is unknown", status: 405, expected: "CODER_API_ERROR unsupported_by_deployment" },
  {
    when: "a build is active",
    status: 409,
    body: { message: "A workspace build is already active." },
    subject: agent,
    expected: "VALIDATION_ERROR wrong_state",
  },
  {
    when: "the name is taken",
    status: 409,
    body: { message: 'Workspace "x" already exists.' },
    expected: "VALIDATION_ERROR conflict",
  },
  {
    when: "the state changed meanwhile",
    status: 412,
    body: { message: "no" },
    expected: "VALIDATION_ERROR wrong_state",
  },
  {
    when: "an argument is wrong",
    status: 400,
    body: { message: "Invalid UUID." },
    expected: "VALIDATION_ERROR bad_argument",
  },
  { when: "a body is too large", status: 413, expected: "VALIDATION_ERROR bad_argument" },
  {
    when: "there were too many requests",
    status: 429,
    body: { message: "limit" },
    expected: "CODER_API_ERROR rate_limited",
    retryable: true,
  },
  {
    when: "the server fails",
    status: 500,
    body: { message: "oops" },
    expected: "CODER_API_ERROR server_error",
  },
  {
    when: "a gateway fails with a page",
    status: 502,
    expected: "CODER_API_ERROR server_error",
    retryable: true,
  },
  {
    when: "the server is overloaded",
    status: 503,
    expected: "CODER_API_ERROR server_error",
    retryable: true,
  },
  { when: "the proxy wants credentials", status: 407, expected: "NETWORK_ERROR unreachable" },
  {
    when: "a path app's workspace is stopped",
    status: 400,
    route: app,
    subject: agent,
    expected: "VALIDATION_ERROR wrong_state",
  },
  {
    when: "a path app fails, in AgentAPI's words",
    status: 500,
    body: {
      title: "Internal Server Error",
      status: 500,
      detail: "message can only be sent when the agent is waiting for user input",
    },
    route: app,
    subject: agent,
    expected: "CODER_API_ERROR server_error",
  },
  {
    when: "a path app's agent is disconnected",
    status: 404,
    route: app,
    subject: agent,
    expected: "VALIDATION_ERROR wrong_state",
  },
  {
    when: "a terminal's agent is disconnected",
    status: 404,
    route: pty,
    subject: agent,
    expected: "VALIDATION_ERROR wrong_state",
  },
  {
    when: "a terminal's agent is missing",
    status: 404,
    body: missing,
    route: pty,
    subject: agent,
    expected: "AGENT_NOT_FOUND missing_agent",
  },
];

describe("Coder's error answers", () => {
  afterEach(closeAll);

  for (const row of rows) {
    it(`become ${row.expected} when ${row.when} (${row.status})`, async () => {
      const server = await serve((_request, response) => {
        if (row.body === undefined) answerHtml(response, row.status);
        else answerJson(response, row.status, row.body);
      });
      const { subject, route = { method: "POST", path: "/api/v2/things" } } = row;
      const options = subject === undefined ? {} : { subject };
      const error = await failure(clientOf(server.url).empty(route, options, call()));
      assert.equal(`${error.code} ${error.reason}`, row.expected);
      assert.equal(error.retryable, row.retryable ?? false);
      assert.equal(error.details?.status, row.status);
      if (row.body !== undefined && "detail" in row.body) assert.equal(error.details.detail, row.body.detail);
      if (subject !== undefined && error.reason !== "unsupported_by_deployment") {
        assert.ok(error.message.includes(`${subject.kind} '${subject.name}'`), error.message);
      }
    });
  }

  it("carry everything Coder said, in the message and in the details", async () => {
    const validations = [{ field: "name", detail: 'Validation failed for tag "max"' }];
    const server = await serve((_request, response) => {
      const body = { message: "Validation failed.", detail: "2 fields", validations };
      answerJson(response, 400, body, { "x-coder-request-id": "req-7" });
    });
    const options = { params: { user: "me" }, body: {} };
    const error = await failure(clientOf(server.url).empty(routes.createWorkspace, options, call()));
    assert.match(error.message, /Validation failed\. \(2 fields; name: Validation failed for tag "max"\)/);
    assert.deepEqual(error.details, { status: 400, detail: "2 fields", validations, requestId: "req-7" });
  });

  it("say a detail that only repeats the message once", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 400, { message: "Name is taken.", detail: "Name is taken." });
    });
    const error = await failure(clientOf(server.url).empty(routes.user, { params: { user: "me" } }, call()));
    assert.match(error.message, /: Name is taken\.$/);
  });

  it("lose a token that Coder repeats", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 400, {
        message: `bad ${TOKEN}`,
        detail: TOKEN,
        validations: [{ field: TOKEN, detail: TOKEN }],
      });
    });
    const error = await failure(clientOf(server.url).empty(routes.user, { params: { user: "me" } }, call()));
    assert.equal(error.details?.detail, "***");
  });

  it("survive a body that is not in Coder's form", async () => {
    const server = await serve((_request, response) => {
      answerJson(response, 500, { error: ["what"] });
    });
    const error = await failure(clientOf(server.url).empty(routes.user, { params: { user: "me" } }, call()));
    assert.equal(error.reason, "server_error");
    assert.match(error.message, /Coder answered 500/);
  });
});
