import assert from "node:assert/strict";
import fc from "fast-check";
import { ValidationError } from "../../../src/models/errors";
import {
  checkNewAgentName,
  mayBeForeign,
  parseAgentReference,
  parseOwner,
  referenceText,
} from "../../../src/services/agents/agentReference";

const ID = "1ca8634b-90da-4043-9e4b-ca4ccdb694cf";

function assertRefused(call: () => unknown): void {
  assert.throws(call, (error) => error instanceof ValidationError && error.reason === "bad_argument");
}

describe("how an agent is named", () => {
  it("by a bare name, which means one's own", () => {
    assert.deepEqual(parseAgentReference(" Fix-Login "), { kind: "name", owner: "me", name: "Fix-Login" });
  });

  it("by owner and name", () => {
    assert.deepEqual(parseAgentReference("mia/docs"), { kind: "name", owner: "mia", name: "docs" });
  });

  it("by oneself and a name, which is the same as the bare name", () => {
    assert.deepEqual(parseAgentReference("ME/docs"), { kind: "name", owner: "me", name: "docs" });
  });

  it("by an id in any case", () => {
    assert.deepEqual(parseAgentReference(ID.toUpperCase()), { kind: "id", id: ID });
  });

  for (const text of [
    "",
    " ",
    "a b",
    "-a",
    "a/b/c",
    "/a",
    "a/",
    "new",
    "CREATE",
    "a".repeat(33),
    "a\u0000",
    "..",
    "a:b",
    "%2e",
  ]) {
    it(`never as ${JSON.stringify(text)}`, () => {
      assertRefused(() => parseAgentReference(text));
    });
  }

  it("never with anything a path or a search could take for its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        let reference;
        try {
          reference = parseAgentReference(text);
        } catch {
          return;
        }
        assert.match(referenceText(reference), /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)?$/iu);
      }),
    );
  });

  it("tells where the answer should say whose it is", () => {
    assert.deepEqual(["fix", "me/fix", "mia/fix", ID].map(mayBeForeign), [false, false, true, true]);
  });
});

describe("the name of a new agent (A9)", () => {
  for (const name of ["a", "fix-login-bug", "X1", "a".repeat(32)]) {
    it(`may be ${name}`, () => {
      checkNewAgentName(name);
    });
  }

  for (const name of ["", "-a", "a-", "a--b", "Bad Name", "a_b", "new", "Create", "a".repeat(33), "ü"]) {
    it(`may not be '${name}', as Coder would refuse it`, () => {
      assertRefused(() => {
        checkNewAgentName(name);
      });
    });
  }
});

describe("whose agents are meant", () => {
  it("me, all or a user", () => {
    assert.deepEqual(["ME", "all", "mia"].map(parseOwner), [
      { kind: "me" },
      { kind: "all" },
      { kind: "user", name: "mia" },
    ]);
  });

  it("not what is no user name", () => {
    assertRefused(() => parseOwner("mia status:idle"));
  });
});
