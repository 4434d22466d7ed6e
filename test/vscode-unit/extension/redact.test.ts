import { strict as assert } from "node:assert";
import { redact } from "../../../src/vscode/extension/redact";

describe("what reaches the output channel", () => {
  it("holds no known secret", () => {
    assert.equal(redact("token s3cret!", ["s3cret!", ""]), "token ***");
  });

  it("holds nothing that looks like a Coder session token", () => {
    assert.equal(redact("got abcdefghij-ABCDEFGHIJKLMNOPQRSTUV here", []), "got *** here");
  });

  it("holds no password of an address", () => {
    assert.equal(redact("proxy http://me:pw@proxy:3128", []), "proxy http://***@proxy:3128");
  });
});
