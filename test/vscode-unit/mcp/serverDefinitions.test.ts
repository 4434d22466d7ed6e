import { strict as assert } from "node:assert";
import { offeredServers } from "../../../src/vscode/mcp/serverDefinitions";

const a = { url: "https://a.example.com", token: "secret-a" };
const b = { url: "https://b.example.com", token: "secret-b" };
const about = { version: "1.2.3", environment: { CODER_FLEET_OUTPUT: "text" } };

describe("the MCP servers offered to VS Code", () => {
  it("are one at least, also while nobody is signed in", () => {
    const [server, ...others] = offeredServers([], false, about);
    assert.equal(server?.label, "Coder Fleet");
    assert.equal(server.url, undefined);
    assert.deepEqual(others, []);
  });

  it("are the active deployment's only, or with the setting one for each", () => {
    assert.deepEqual(
      offeredServers([a, b], false, about).map(({ url }) => url),
      [a.url],
    );
    const all = offeredServers([a, b], true, about);
    assert.deepEqual(
      all.map(({ url }) => url),
      [a.url, b.url],
    );
    assert.equal(new Set(all.map(({ label }) => label)).size, 2);
  });

  it("change their version with token, deployment and settings, and with nothing else", () => {
    const version = (...args: Partial<Parameters<typeof offeredServers>>) =>
      offeredServers(args[0] ?? [a], false, args[2] ?? about)[0]?.version;
    assert.equal(version(), version([{ ...a }]));
    assert.notEqual(version(), version([{ ...a, token: "new" }]));
    assert.notEqual(version(), version([b]));
    assert.notEqual(version(), version([]));
    assert.notEqual(version(), version([a], false, { ...about, environment: {} }));
  });

  it("hold no secret, since VS Code keeps them on disk", () => {
    assert.doesNotMatch(JSON.stringify(offeredServers([a, b], true, about)), /secret/u);
  });
});
