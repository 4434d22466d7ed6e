import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fillPath } from "../../src/clients/path";
import { ValidationError } from "../../src/models/errors";
import { quoted } from "../../src/models/text";

const TEMPLATE = "/api/v2/users/{user}/workspace/{workspaceName}";

/** Pieces an attacker or an odd name would be made of. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("..", ".", "%2e", "%2E%2e", "%2f", "/", "\\", '"', "'", ":", " ", "?", "#", ";", "@"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

function fill(value: string): string | undefined {
  try {
    return fillPath(TEMPLATE, { user: "me", workspaceName: value });
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    assert.equal(error.reason, "bad_argument");
    return undefined;
  }
}

describe("fillPath", () => {
  it("puts encoded values in the places of the route", () => {
    assert.equal(
      fillPath("/@{owner}/{name}.{agent}/apps/{slug}/message", {
        owner: "ada",
        name: "w 1",
        agent: "main",
        slug: "a:b",
      }),
      "/@ada/w%201.main/apps/a%3Ab/message",
    );
  });

  it("never lets a value leave its own part of the path, whatever it holds", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const path = fill(value);
        if (path === undefined) return;
        const url = new URL(`https://coder.example.com${path}`);
        const parts = url.pathname.split("/");
        assert.deepEqual(parts.slice(0, 6), ["", "api", "v2", "users", "me", "workspace"]);
        assert.equal(parts.length, 7);
        assert.equal(decodeURIComponent(parts[6] ?? ""), value);
        assert.equal(url.search + url.hash, "");
        assert.equal(url.host, "coder.example.com");
      }),
    );
  });

  for (const value of ["", ".", "..", "a\nb", "a\u0000", "\u0085", "\ud800"]) {
    it(`refuses ${quoted(value)} with a message that names it`, () => {
      assert.throws(
        () => fillPath(TEMPLATE, { user: "me", workspaceName: value }),
        (error: unknown) =>
          error instanceof ValidationError &&
          error.reason === "bad_argument" &&
          error.message.includes(quoted(value)),
      );
    });
  }

  it("keeps the slashes of a rest value and refuses to climb with it", () => {
    assert.equal(fillPath("/apps/{rest*}", { rest: "a/b c" }), "/apps/a/b%20c");
    assert.throws(() => fillPath("/apps/{rest*}", { rest: "a/../b" }), ValidationError);
  });

  it("says which value a route still needs", () => {
    assert.throws(() => fillPath(TEMPLATE, { user: "me" }), /needs a value for \{workspaceName\}/);
  });
});
