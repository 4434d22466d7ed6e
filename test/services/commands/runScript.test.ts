/** Scripts against a terminal that is played here, for what a real one does too rarely. */
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { workspaceAgentsOf, workspaceSchema } from "../../../src/models/coder/workspace";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { READY } from "../../../src/services/commands/scriptAnswer";
import { runScript } from "../../../src/services/commands/runScript";
import { recordedBody } from "../../repositories/support/recordings";

const workspace = recordedBody("2.36.1/offline/workspace_1", workspaceSchema);

describe("a script whose terminal ends with its last words", () => {
  const terminals = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  after(() => {
    terminals.close();
  });

  it("has failed for its own reason, whoever still waits for a word of ours", async () => {
    terminals.once("connection", (terminal) => {
      failAtOnce(terminal);
    });
    const { port } = terminals.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const deployment = openDeployment({ url, token: "abcdefghij-klmnopqrstuv", userAgent: "test" });
    const [workspaceAgent] = workspaceAgentsOf(workspace);
    assert.ok(workspaceAgent !== undefined);
    const answer = await runScript(
      { deployment, workspaceFilter: null },
      { workspace, workspaceAgent },
      { text: "fail directory", limitMs: 5_000, interruptible: true },
      { signal: AbortSignal.timeout(10_000) },
    );
    deployment.close();
    assert.deepEqual(answer.words("failed"), ["directory"]);
  });
});

/** Says, in one piece with the end of the connection, that the script cannot begin its work. */
function failAtOnce(terminal: WebSocket): void {
  let typed = "";
  terminal.send(Buffer.from(`\n${READY}\n`));
  terminal.on("message", (frame: Buffer) => {
    const { data } = JSON.parse(frame.toString()) as { data: string };
    typed += data;
    const script = Buffer.from(typed.replaceAll(/[^A-Za-z0-9+/=]/gu, ""), "base64").toString();
    const nonce = /^N=([0-9a-f]{32})$/mu.exec(script)?.[1];
    if (nonce === undefined || terminal.readyState !== terminal.OPEN) return;
    terminal.send(Buffer.from(`\n${nonce} begin\n${nonce} failed directory\n${nonce} end\n`));
    terminal.close(1000);
  });
}
