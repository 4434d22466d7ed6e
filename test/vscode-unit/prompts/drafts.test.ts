import { strict as assert } from "node:assert";
import { mock } from "node:test";
import { Drafts } from "../../../src/vscode/prompts/drafts";
import { promptAddress, promptKey, promptUri } from "../../../src/vscode/prompts/promptAddress";
import { memento } from "../../support/memento";

const address = { purpose: "send", deployment: "https://coder.example.com", agentId: "7" } as const;
const key = promptKey(address);

describe("drafts of texts for agents", () => {
  it("are kept until they are sent, each for its agent and purpose", async () => {
    const state = memento();
    await new Drafts(state).set(key, "first\nlines");
    const later = new Drafts(state);
    assert.equal(later.get(key), "first\nlines");
    assert.equal(later.get(promptKey({ ...address, purpose: "task" })), "");
    await later.sent(key, "first\nlines");
    assert.equal(later.get(key), "");
  });

  it("are none where they are blank, and the oldest go when there are too many", async () => {
    const drafts = new Drafts(memento());
    await drafts.set(key, "text");
    await drafts.set(key, " ");
    assert.equal(drafts.get(key), "");
    mock.timers.enable({ apis: ["Date"] });
    try {
      for (let index = 0; index < 40; index += 1) {
        mock.timers.tick(1_000);
        await drafts.set(`agent ${index}`, "text");
        await drafts.set("agent 0", `goes on ${index}`);
      }
    } finally {
      mock.timers.reset();
    }
    assert.equal(drafts.get("agent 0"), "goes on 39");
    assert.equal(drafts.get("agent 1"), "");
    assert.equal(drafts.get("agent 39"), "text");
  });

  it("of two windows do not undo each other", async () => {
    const state = memento();
    const [here, there] = [new Drafts(state), new Drafts(state)];
    await Promise.all([here.set("agent 1", "here"), there.set("agent 2", "there")]);
    assert.deepEqual([there.get("agent 1"), here.get("agent 2")], ["here", "there"]);
  });

  it("become earlier texts when they are sent, newest first and none twice", async () => {
    const drafts = new Drafts(memento());
    for (const text of ["one", "two", "one"]) await drafts.sent(key, text);
    assert.deepEqual(drafts.sentTexts, ["one", "two"]);
  });
});

describe("the address of a prompt's editor", () => {
  it("is read as what it is for, and leads back to it", () => {
    const uri = promptUri(address, "fix/it");
    assert.equal(uri.path, "/Send to fix it.md");
    assert.deepEqual(promptAddress(uri), address);
  });

  it("is none of ours where scheme or purpose are not", () => {
    assert.equal(promptAddress({ ...promptUri(address, "fix"), scheme: "file" }), undefined);
    assert.equal(promptAddress({ ...promptUri(address, "fix"), query: '["sing","a","b"]' }), undefined);
  });
});
