import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHttpServer } from "../../support/httpServer";
import { send } from "../../support/rawHttp";
import { startProcess, UNREACHABLE } from "../../support/serverProcess";

/** What the server says when it does not start. */
async function refusal(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  const server = startProcess({ ...UNREACHABLE, ...environment }, args);
  assert.equal(await server.exit(20_000), 2, server.stderr());
  assert.equal(server.stderr().trim().split("\n").length, 1, "one line");
  return server.stderr();
}

describe("starting the HTTP server", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "coder-fleet-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("ends with exit code 2 where others could reach it without saying who they are", async () => {
    assert.match(await refusal(["http", "--host", "0.0.0.0"]), /can be reached by others/);
  });

  it("ends with exit code 2 for a token file it cannot use", async () => {
    const file = join(folder, "auth_token");
    writeFileSync(file, "corrupt", { mode: 0o600 });
    const environment = { FLEET_MCP_AUTH_ENABLED: "true", FLEET_MCP_AUTH_TOKEN_FILE: file };
    assert.match(await refusal(["http"], environment), /holds no access token/);
  });

  it("ends with exit code 2 inside VS Code's installation, and says where it is to be had", async () => {
    const root = join(import.meta.dirname, "..", "..", "..");
    const packed = readFileSync(join(root, ".vscodeignore"), "utf8").matchAll(/^!dist\/(server.*)$/gmu);
    for (const [, file = ""] of packed) copyFileSync(join(root, "dist", file), join(folder, file));
    const server = startProcess(UNREACHABLE, ["http"], { server: join(folder, "server.js") });
    assert.equal(await server.exit(20_000), 2, server.stderr());
    assert.match(server.stderr(), /not part of the installation inside VS Code.*npx -y coder-fleet@\S+ http/);
    assert.equal(server.stderr().trim().split("\n").length, 1);
  });

  it("ends with exit code 2 for a tool there is none of", async () => {
    assert.match(await refusal(["http", "--tools", "list_agent"]), /"list_agent" is not a tool/);
  });

  it("ends with exit code 2 for a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    assert.ok(address !== null && typeof address === "object");
    assert.match(await refusal(["http", "--port", String(address.port)]), /EADDRINUSE/);
    taken.close();
  });

  it("does not take its options for the stdio server", async () => {
    assert.match(await refusal(["--port", "8000"]), /--port is for http only/);
  });

  it("has an access token right after the start, shown on a terminal only", async () => {
    const file = join(folder, "auth_token");
    const server = await startHttpServer({ ...UNREACHABLE, FLEET_MCP_AUTH_TOKEN_FILE: file }, [
      "--auth",
      "token",
    ]);
    const { value } = JSON.parse(readFileSync(file, "utf8")) as { value: string };
    const { status } = await send(server.port, { headers: { Authorization: `Bearer ${value}` } });
    assert.equal(status, 200);
    assert.ok(server.stderr().includes(`A new access token is in ${file}`));
    assert.ok(!server.stderr().includes(value));
    await server.stop();
  });

  it("warns of --auth none", async () => {
    const server = await startHttpServer(UNREACHABLE);
    assert.match(server.stderr(), /Warning: every program on this computer/);
    await server.stop();
  });
});
