import assert from "node:assert/strict";
import fc from "fast-check";
import { redact } from "../../src/models/redact";

const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".split("");
const text = (min: number, max = min) =>
  fc.string({ unit: fc.constantFrom(...alphanumeric), minLength: min, maxLength: max });
const sessionToken = fc.tuple(text(10), text(22)).map((parts) => parts.join("-"));
/** Long enough that it does not stand anywhere by chance. */
const secret = text(16, 43);

/** Where secrets stand in texts of others. */
const PLACES: readonly ((secret: string) => string)[] = [
  (value) => `Authorization: Bearer ${value}`,
  (value) => `authorization: Basic ${value}`,
  (value) => `Coder-Session-Token: ${value}`,
  (value) => JSON.stringify({ headers: { "coder-session-token": value, authorization: `Bearer ${value}` } }),
  (value) => `Cookie: coder_session_token=${value}; a=b`,
  (value) => `got Bearer ${value} from a client`,
  (value) => `connect to https://user:${value}@proxy.example.com:3128 failed`,
  (value) => `http://${value}@example.com/x`,
  (value) => `GET https://coder.example.com/x?coder_session_token=${value}&a=1 failed`,
  (value) => `https://example.com/cb?a=1&client_secret=${value}#b`,
  (value) => `POST body token=${value}&grant_type=x`,
  (value) => `password=${value}`,
];

describe("redact", () => {
  it("leaves no known secret, wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 8 }), fc.string(), (before, known, after) => {
        fc.pre(!"***".includes(known) && !redact(before + after).includes(known));
        assert.ok(!redact(`${before} ${known} ${after}`, [known]).includes(known));
      }),
    );
  });

  it("leaves no session token of Coder, wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), sessionToken, fc.string(), (before, token, after) => {
        assert.ok(!redact(before + token + after).includes(token));
      }),
    );
  });

  for (const [index, place] of PLACES.entries()) {
    it(`leaves no secret in ${place("…")}`, () => {
      fc.assert(
        fc.property(fc.string(), secret, (before, value) => {
          // A text before may be anything but the beginning of the same word.
          assert.ok(!redact(`${before} ${place(value)}`).includes(value), String(index));
        }),
      );
    });
  }

  it("changes nothing else", () => {
    for (const plain of [
      "The agent 'fix-login' is busy; wait_for_agents or cancel_agent_task first.",
      "GET /api/v2/workspaces/3fa85f64-5717-4562-b3fc-2c963f66afa6?limit=1&q=owner:me took 20 ms",
      `head ${"0123456789abcdef".repeat(4)}`,
      "https://coder.example.com/@ada/fix-login",
    ]) {
      assert.equal(redact(plain), plain);
    }
  });

  it("says the same twice as once", () => {
    fc.assert(
      fc.property(fc.string(), secret, (before, value) => {
        const once = redact(`${before} Authorization: Bearer ${value}`);
        assert.equal(redact(once), once);
      }),
    );
  });
});
