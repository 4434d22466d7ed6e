import assert from "node:assert/strict";
import * as fc from "fast-check";
import { searchQuery } from "../../src/clients/search";
import { ValidationError } from "../../src/models/errors";

/** Reads a query as Coder does: split at spaces and colons outside of quotes, quotes dropped. */
function coderReads(query: string): [string, string][] {
  const split = (text: string, delimiter: string): string[] => {
    let quoted = false;
    let part = "";
    const parts: string[] = [];
    for (const character of text) {
      if (character === '"') quoted = !quoted;
      if (!quoted && character === delimiter) {
        parts.push(part);
        part = "";
      } else part += character;
    }
    return [...parts, part].filter((item) => item !== "");
  };
  return split(query, " ").map((term) => {
    const parts = split(term, ":");
    assert.equal(parts.length, 2, `Coder refuses ${term}`);
    const [key = "", value = ""] = parts;
    return [key, value.replace(/^"+|"+$/g, "")];
  });
}

describe("searchQuery", () => {
  it("writes plain values as they are and leaves out what is undefined", () => {
    assert.equal(
      searchQuery({ owner: "me", id: ["a1", "b2"], "has-ai-task": true }),
      "owner:me id:a1,b2 has-ai-task:true",
    );
    assert.equal(searchQuery({}), "");
  });

  it("quotes values with spaces and colons", () => {
    assert.equal(searchQuery({ name: "my agent", status: "a:b" }), 'name:"my agent" status:"a:b"');
  });

  it("is read by Coder as exactly the terms it was made from: no value can add a key", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom("x owner:ada", '" owner:ada "', "a:b:c", ":", ",", "owner:", " ", "\u00a0id:1"),
    );
    fc.assert(
      fc.property(value, value, (name, template) => {
        let query: string;
        try {
          query = searchQuery({ owner: "me", name, template });
        } catch (error) {
          assert.ok(error instanceof ValidationError);
          assert.ok([name, template].some((text) => text === "" || /["\p{Cc}\p{Cs}]/u.test(text)));
          return;
        }
        assert.deepEqual(coderReads(query), [
          ["owner", "me"],
          ["name", name],
          ["template", template],
        ]);
      }),
    );
  });

  for (const name of ["", 'say "hi"', "a\nb", "\u0000"]) {
    it(`refuses ${JSON.stringify(name)}, which the syntax cannot express`, () => {
      assert.throws(
        () => searchQuery({ name }),
        (error: unknown) => error instanceof ValidationError && error.reason === "bad_argument",
      );
    });
  }

  it("refuses list items that would split or end the list", () => {
    for (const id of [["a,b"], ["a b"], ["a:b"], ['"'], [""], []]) {
      assert.throws(() => searchQuery({ id }), ValidationError);
    }
  });
});
