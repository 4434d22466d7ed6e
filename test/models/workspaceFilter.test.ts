import assert from "node:assert/strict";
import { filterProblem, filterTerms } from "../../src/models/workspaceFilter";

describe("a workspace filter", () => {
  it("is read as Coder reads it: lower-cased terms, quoted values, bare names", () => {
    assert.deepEqual(filterTerms('Owner:me template:"Claude Agent"  dev'), [
      { key: "owner", value: "me" },
      { key: "template", value: "claude agent" },
      { key: "name", value: "dev" },
    ]);
  });

  it("may name one workspace as owner/name", () => {
    assert.deepEqual(filterTerms("ada/dev-one"), [
      { key: "owner", value: "ada" },
      { key: "name", value: "dev-one" },
    ]);
  });

  for (const filter of ["", "   ", 'owner:"me', "owner:", ":me", "id:abc"]) {
    it(`cannot be '${filter}'`, () => {
      assert.notEqual(filterProblem(filter), null);
    });
  }

  it("may use keys only Coder knows", () => {
    assert.equal(filterProblem("owner:me param:team=red"), null);
  });
});
