import assert from "node:assert/strict";
import { deploymentOf, fileAddress, fileUri } from "../../../src/vscode/files/fileAddress";
import { KnownVersions } from "../../../src/vscode/files/knownVersions";

const ID = "0b2c5d5e-7a52-4f0f-9f0e-0d1f0c6d6b11";

describe("the address of a file in a workspace", () => {
  it("leads back to deployment, workspace and path", () => {
    const uri = fileUri("https://coder.example.com:8443", ID, "/home/coder/a b.txt");
    const address = fileAddress(uri);
    assert.deepEqual(address, {
      workspaceId: ID,
      host: "coder.example.com:8443",
      path: "/home/coder/a b.txt",
    });
    const urls = ["https://coder.example.com", "https://coder.example.com:8443"];
    assert.equal(deploymentOf(address, urls), urls[1]);
    assert.equal(deploymentOf(address, urls.slice(0, 1)), undefined);
  });

  for (const [what, authority, scheme] of [
    ["of another scheme", `${ID}@coder.example.com`, "file"],
    ["without a workspace", "coder.example.com", "coder-fleet"],
    ["without a deployment", `${ID}@`, "coder-fleet"],
    ["of something else", `${ID}@a@b`, "coder-fleet"],
  ] as const) {
    it(`is none ${what}`, () => {
      assert.equal(fileAddress({ scheme, authority, path: "/a" }), undefined);
    });
  }
});

describe("the version of a file that is known here", () => {
  it("is what it was when it was read or written", () => {
    const versions = new KnownVersions();
    assert.equal(versions.expected("a"), undefined);
    versions.set("a", "1");
    versions.seen("a", 1_000);
    versions.seen("a", 1_000);
    assert.equal(versions.expected("a"), "1");
    versions.set("a", "2");
    versions.seen("a", 2_000);
    assert.equal(versions.expected("a"), "2");
  });

  it("is left to VS Code where the time tells of a change, and unknown where it is too large", () => {
    const versions = new KnownVersions();
    versions.set("a", "1", 1_000);
    versions.seen("a", 2_000);
    assert.equal(versions.expected("a"), undefined);
    versions.set("b", "1");
    versions.set("b", null);
    assert.equal(versions.expected("b"), undefined);
  });
});
