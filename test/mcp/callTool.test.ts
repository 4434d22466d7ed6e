import assert from "node:assert/strict";
import * as z from "zod";
import type { Caller } from "../../src/mcp/caller";
import { callTool, type CallContext } from "../../src/mcp/callTool";
import { scopesUpTo, type Principal } from "../../src/mcp/principal";
import { ValidationError } from "../../src/models/errors";
import type { Call } from "../../src/models/call";
import type { Fleet } from "../../src/services/fleet";
import { READ_ONLY, DESTRUCTIVE } from "../../src/tools/annotations";
import { optional, toolInput } from "../../src/tools/arguments";
import { defineTool, type ToolDefinition } from "../../src/tools/definition";

const input = toolInput({ text: z.string().max(100), times: optional(z.int().min(1)) });
const output = z.object({ said: z.string() });
type Run = ToolDefinition<typeof input, typeof output>["run"];

/** A tool that does what the test says. */
function tool(
  run: Run,
  more: Partial<Pick<ToolDefinition, "annotations" | "limitMs" | "toolsets">> = {},
): ToolDefinition {
  return defineTool({
    name: "say",
    title: "Say",
    toolsets: ["fleet"],
    description: "Says a text.",
    annotations: READ_ONLY,
    input,
    output,
    run,
    text: ({ said }) => `said ${said}`,
    ...more,
  });
}

const echo = tool(({ text }) => Promise.resolve({ said: text }));

function context(more: Partial<CallContext> = {}): CallContext {
  return {
    output: "both",
    timeoutMs: 5000,
    log: () => undefined,
    safeguards: { policy: { allowedTemplates: null, maxAgentsPerCall: null, confirm: "client" } },
    ...more,
  };
}

const principal: Principal = {
  id: "test",
  name: "the test",
  kind: "local",
  scopes: scopesUpTo("operate"),
  // These tools ask nothing of a deployment.
  fleet: () => Promise.resolve({} as Fleet),
};
const caller: Caller = { principal, signal: new AbortController().signal };

/** The structured error of a result. */
function errorOf(result: Awaited<ReturnType<typeof callTool>>) {
  assert.equal(result.isError, true);
  const { error } = z.object({ error: z.record(z.string(), z.unknown()) }).parse(result.structuredContent);
  return error;
}

function textOf(result: Awaited<ReturnType<typeof callTool>>): string {
  const [content] = z.tuple([z.object({ text: z.string() })]).parse(result.content);
  return content.text;
}

describe("callTool", () => {
  it("answers with text for one kind of client and structured content for the other", async () => {
    assert.deepEqual(await callTool(echo, { text: "hello" }, context(), caller), {
      content: [{ type: "text", text: "said hello" }],
      structuredContent: { said: "hello" },
    });
  });

  it("answers with text only where the operator wants that, also when it fails", async () => {
    const textOnly = context({ output: "text" });
    const good = await callTool(echo, { text: "hello" }, textOnly, caller);
    const bad = await callTool(echo, {}, textOnly, caller);
    assert.equal("structuredContent" in good, false);
    assert.equal("structuredContent" in bad, false);
    assert.match(textOf(bad), /^VALIDATION_ERROR: say: text is missing/);
  });

  for (const [what, args, pattern] of [
    ["a missing argument", {}, /say: text is missing/],
    ["an argument of the wrong type", { text: 7 }, /say: text must be text, got 7/],
    ["an unknown argument", { text: "a", colour: "red" }, /unknown argument .colour.; allowed: text, times/],
    ["a value out of range", { text: "a", times: 0 }, /times must be at least 1/],
    ["a text that is too long", { text: "a".repeat(40_000) }, /text must have at most 100 characters/],
    ["no arguments at all", undefined, /text/],
  ] as const) {
    it(`refuses ${what} in our words, before anything runs`, async () => {
      let ran = false;
      const watched = tool(({ text }) => {
        ran = true;
        return Promise.resolve({ said: text });
      });
      const result = await callTool(watched, args, context(), caller);
      const error = errorOf(result);
      assert.equal(ran, false);
      assert.equal(error["code"], "VALIDATION_ERROR");
      assert.match(String(error["message"]), pattern);
      assert.match(textOf(result), /^VALIDATION_ERROR: .*\nHint: \S/);
      assert.ok(textOf(result).length < 1000);
    });
  }

  it("takes null for an optional argument", async () => {
    const result = await callTool(echo, { text: "hello", times: null }, context(), caller);
    assert.equal(result.isError, undefined);
  });

  it("carries what Coder said, in text and in structured form", async () => {
    const refused = tool(() => {
      throw new ValidationError("bad_argument", {
        message: "Coder refuses the name.",
        hint: "Choose another one.",
        details: { detail: "too odd", validations: [{ field: "name", detail: "is odd" }] },
      });
    });
    const result = await callTool(refused, { text: "a" }, context(), caller);
    assert.equal(
      textOf(result),
      "VALIDATION_ERROR: Coder refuses the name.\nHint: Choose another one.\nCoder: too odd\nCoder: name: is odd",
    );
    assert.deepEqual(errorOf(result)["details"], {
      detail: "too odd",
      validations: [{ field: "name", detail: "is odd" }],
    });
  });

  it("says nothing twice that the message says", async () => {
    const refused = tool(() => {
      throw new ValidationError("bad_argument", {
        message: "Coder answered 400 for user 'ada': Invalid. (too odd; name: is odd)",
        hint: "Choose another one.",
        details: { detail: "too odd", validations: [{ field: "name", detail: "is odd" }] },
      });
    });
    assert.doesNotMatch(textOf(await callTool(refused, { text: "a" }, context(), caller)), /\nCoder:/);
  });

  it("tells nothing of an unexpected fault but to the log", async () => {
    const logged: unknown[] = [];
    const faulty = tool(() => Promise.reject(new TypeError("secret inner state")));
    const result = await callTool(
      faulty,
      { text: "a" },
      context({ log: (_level, _event, fields) => logged.push(fields) }),
      caller,
    );
    assert.equal(errorOf(result)["code"], "CODER_API_ERROR");
    assert.equal(errorOf(result)["reason"], "server_error");
    assert.doesNotMatch(JSON.stringify(result), /secret|callTool\.test/);
    assert.match(JSON.stringify(logged), /secret inner state/);
  });

  it("refuses what the caller's scopes do not cover, before anything runs", async () => {
    const deploy = tool(() => assert.fail("it ran"), {
      annotations: DESTRUCTIVE,
      toolsets: ["template-admin"],
    });
    const error = errorOf(await callTool(deploy, { text: "a" }, context(), caller));
    assert.equal(error["reason"], "policy_denied");
    assert.equal(error["message"], "say needs the scope admin; the test has read, operate on this server.");
  });

  const untilAborted = (_args: unknown, _fleet: Fleet, call: Call): Promise<{ said: string }> =>
    new Promise((_resolve, reject) => {
      call.signal.addEventListener("abort", () => {
        reject(new Error("aborted"));
      });
    });

  it("ends at its time limit, and says when work may go on", async () => {
    const reading = errorOf(
      await callTool(tool(untilAborted), { text: "a" }, context({ timeoutMs: 30 }), caller),
    );
    assert.equal(reading["reason"], "timeout");
    assert.equal(reading["retryable"], true);
    const changing = errorOf(
      await callTool(
        tool(untilAborted, { annotations: DESTRUCTIVE }),
        { text: "a" },
        context({ timeoutMs: 30 }),
        caller,
      ),
    );
    assert.equal(changing["retryable"], false);
    assert.match(String(changing["hint"]), /goes on/);
  });

  it("gives a tool that waits on purpose the time it says", async () => {
    const slow = tool(
      ({ text }) =>
        new Promise((resolve) =>
          setTimeout(() => {
            resolve({ said: text });
          }, 60),
        ),
      {
        limitMs: 5000,
      },
    );
    const result = await callTool(slow, { text: "a" }, context({ timeoutMs: 20 }), caller);
    assert.equal(result.isError, undefined);
  });

  it("ends when the caller cancels", async () => {
    const stop = new AbortController();
    const result = callTool(tool(untilAborted), { text: "a" }, context(), { principal, signal: stop.signal });
    stop.abort();
    assert.equal((await result).isError, true);
  });
});
