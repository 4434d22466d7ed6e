import assert from "node:assert/strict";
import { join } from "node:path";
import { compareAnswers } from "./compare/answer";
import { isObject } from "./compare/values";
import { readFolder } from "./recordings/folder";
import type { Answer, Recording } from "./recordings/recording";
import { scopeOf } from "./scope";

const folder = readFolder(join(import.meta.dirname, "../fixtures/recordings"));
const same = (text: string) => text;

function recorded(file: string): Recording {
  const found = folder.recordings.find(({ request }) => request.file === file);
  assert.ok(found, `there is a recording ${file}`);
  return found;
}

/** Where a recording differs from a changed copy of its own answer. */
function differences(file: string, change: (answer: Answer) => Answer): string[] {
  const { request, answer } = recorded(file);
  const given = change(structuredClone(answer));
  return compareAnswers({ request, recorded: answer, given, translate: same }).map(({ where }) => where);
}

/** The answer with another value under a path of keys in its body; undefined takes the key away. */
function withBody(path: string, value: unknown): (answer: Answer) => Answer {
  return (answer) => ({ ...answer, body: changed(answer.body, path.split("."), value) });
}

function changed(inside: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(inside)) {
    return inside.map((item: unknown, index) => (String(index) === key ? changed(item, rest, value) : item));
  }
  const entries = Object.entries(isObject(inside) ? inside : {}).filter(
    ([name]) => name !== key || rest.length > 0 || value !== undefined,
  );
  const next = entries.map(([name, item]) => [name, name === key ? changed(item, rest, value) : item]);
  const isNew = value !== undefined && !entries.some(([name]) => name === key);
  return Object.fromEntries(isNew ? [...next, [key, value]] : next);
}

describe("comparing an answer with a recorded one", () => {
  it("finds every recording like itself", () => {
    for (const { request, answer } of folder.recordings) {
      assert.deepEqual(
        compareAnswers({ request, recorded: answer, given: answer, translate: same }),
        [],
        request.file,
      );
    }
  });

  const task = "2.36.1/tasks/lifecycle_06_active_idle";
  const list = "2.36.1/workspaces/list";
  it("sees another status, and says no more then", () => {
    assert.deepEqual(
      differences(task, (answer) => ({ ...answer, status: 404 })),
      ["status"],
    );
  });
  it("sees a missing key, a new key, another type and null for a value", () => {
    assert.deepEqual(differences(task, withBody("workspace_app_id", undefined)), ["body.workspace_app_id"]);
    assert.deepEqual(differences(task, withBody("extra", 1)), ["body.extra"]);
    assert.deepEqual(differences(task, withBody("created_at", 5)), ["body.created_at"]);
    assert.deepEqual(differences(task, withBody("current_state", null)), ["body.current_state"]);
  });
  it("sees another word of Coder's, deep in a list too", () => {
    assert.deepEqual(differences(task, withBody("current_state.state", "working")), [
      "body.current_state.state",
    ]);
    const changed = differences(list, withBody("workspaces.0.latest_build.job.status", "failed"));
    assert.equal(changed.length, 1);
    assert.match(changed[0] ?? "", /latest_build\.job\.status$/);
  });
  it("sees an empty list for a full one, and does not count rows", () => {
    assert.deepEqual(differences(list, withBody("workspaces", [])), ["body.workspaces"]);
    const fewer = (answer: Answer) => {
      const rows: unknown = isObject(answer.body) ? answer.body["workspaces"] : [];
      return withBody("workspaces", Array.isArray(rows) ? rows.slice(1) : [])(answer);
    };
    assert.deepEqual(differences(list, fewer), []);
  });
  it("does not mind other ids, times, numbers and free text", () => {
    assert.deepEqual(differences(task, withBody("id", "other")), []);
    assert.deepEqual(differences(task, withBody("workspace_build_number", 7)), []);
    assert.deepEqual(differences(task, withBody("current_state.message", "Something else")), []);
  });
  it("compares error texts word by word, with ids and names exchanged", () => {
    const file = "2.26.0/tasks/get_by_name";
    assert.deepEqual(differences(file, withBody("message", "Invalid UUID")), ["body.message"]);
    const { request, answer } = recorded(file);
    const given = withBody("message", 'Invalid UUID "task-here-0000" for task ID.')(structuredClone(answer));
    const translate = (text: string) => text.replace("task-upbeat-sanderson-7894", "task-here-0000");
    assert.deepEqual(compareAnswers({ request, recorded: answer, given, translate }), []);
  });
  it("compares content type, rate limit headers, Retry-After and WWW-Authenticate", () => {
    const without = (name: string) => (answer: Answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([key]) => key !== name)),
    });
    assert.deepEqual(differences(task, without("x-ratelimit-remaining")), ["header x-ratelimit-remaining"]);
    assert.deepEqual(differences("2.36.1/tasks/list_no_token", without("www-authenticate")), [
      "header www-authenticate",
    ]);
    assert.deepEqual(
      differences(task, (answer) => ({
        ...answer,
        headers: { ...answer.headers, "content-type": "text/html" },
      })),
      ["header content-type"],
    );
  });
  it("compares the kinds of frames, what a command printed, and how the socket closed", () => {
    const file = "2.36.1/pty/command_echo";
    assert.deepEqual(
      differences(file, (answer) => ({ ...answer, frames: [{ opcode: "text", data: "hello\r\n" }] })),
      ["frames", "frames"],
    );
    assert.deepEqual(
      differences(file, (answer) => ({ ...answer, close: { by: "server", code: 1006, reason: "" } })),
      ["close"],
    );
  });
});

describe("the scope of the contract", () => {
  const scope = (file: string) => scopeOf(recorded(file).request);
  it("is what our client's route table can ask, failures and sockets included", () => {
    assert.equal(scope("2.36.1/tasks/get_missing_id"), "in");
    assert.equal(scope("2.36.1/pty/command_echo"), "in");
    assert.equal(scope("2.36.1/builds/logs_follow_ws_running"), "in");
    assert.equal(scope("2.36.1/agents/logs_follow_ws"), "in");
    assert.equal(scope("2.36.1/chats-live/list_default"), "in");
  });
  it("is not what our client has no route for, nor a plain request where it opens a socket", () => {
    assert.equal(scope("2.36.1/workspaces/put_ttl"), "not ours");
    assert.equal(scope("2.36.1/pty/no_upgrade"), "not ours");
    assert.equal(scope("2.36.1/chats-live/stream_git"), "not ours");
  });
});
