import { strict as assert } from "node:assert";
import { documentAddress, documentUri } from "../../../src/vscode/documents/documentAddress";

const agent = { owner: "ada", name: "fix/it", id: "7d" };

describe("the address of a document", () => {
  it("is read as what it is of, and leads back to the same agent", () => {
    const uri = documentUri("build log", "https://coder.example.com", agent);
    assert.equal(uri.path, "/Coder Fleet/ada/fix it (build log)");
    assert.deepEqual(documentAddress(uri), {
      kind: "build log",
      deployment: "https://coder.example.com",
      agentId: "7d",
    });
  });

  it("is none where the scheme or the query is not ours", () => {
    const uri = documentUri("log", "https://coder.example.com", agent);
    assert.equal(documentAddress({ ...uri, scheme: "file" }), undefined);
    for (const query of ["", "{", "[]", '["diary","https://a","7"]', "[1,2,3]"]) {
      assert.equal(documentAddress({ ...uri, query }), undefined, query);
    }
  });
});
