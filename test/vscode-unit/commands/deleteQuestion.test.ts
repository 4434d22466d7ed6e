import { strict as assert } from "node:assert";
import { deleteQuestion } from "../../../src/vscode/commands/agent/deleteQuestion";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

describe("the question before agents are deleted", () => {
  it("names an agent with its owner, and what goes with it", () => {
    assert.deepEqual(deleteQuestion([exampleAgent({ owner: "ada", name: "fix", kind: "task" })], t), {
      question: "Delete agent ada/fix?",
      detail: "Workspace, files that were not pushed, and conversation are deleted.\nThis cannot be undone.",
    });
  });

  it("says of a chat that its workspace stays, unless it was made for it", () => {
    const workspace = { id: "w", name: "w", workspaceAgentId: null, appId: null };
    const chat = exampleAgent({ kind: "chat" });
    assert.match(deleteQuestion([{ ...chat, workspace }], t).detail, /archived; the workspace stays\.$/u);
    assert.match(deleteQuestion([chat], t).detail, /archived\.$/u);
  });

  it("names ten of many, and says each loss once", () => {
    const many = Array.from({ length: 12 }, (_, index) => exampleAgent({ name: `a${index}`, kind: "task" }));
    const { question, detail } = deleteQuestion(many, t);
    assert.equal(question, "Delete 12 agents?");
    assert.match(detail, /a9\n… and 2 more\n\nWorkspace/u);
    assert.equal(detail.split("Workspace,").length, 2);
  });
});
