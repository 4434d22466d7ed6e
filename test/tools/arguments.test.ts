import assert from "node:assert/strict";
import * as z from "zod";
import { ValidationError } from "../../src/models/errors";
import {
  agentOfUser,
  integer,
  optional,
  optionalText,
  parseArguments,
  toolInput,
} from "../../src/tools/arguments";

const tool = {
  name: "example",
  input: toolInput({ name: z.string(), note: optionalText, page: optional(integer(1, 100)) }),
};

function refusal(given: unknown): ValidationError {
  try {
    parseArguments(tool, given);
  } catch (error) {
    assert.ok(error instanceof ValidationError);
    assert.equal(error.reason, "bad_argument");
    return error;
  }
  assert.fail("nothing was refused");
}

describe("tool arguments", () => {
  it("may be null or absent when they are optional", () => {
    const plain = { name: "a", note: undefined, page: undefined };
    assert.deepEqual({ ...plain, ...parseArguments(tool, { name: "a" }) }, plain);
    assert.deepEqual(parseArguments(tool, { name: "a", note: null, page: null }), plain);
  });

  it("may be left blank when they are optional text", () => {
    assert.equal(parseArguments(tool, { name: "a", note: " " }).note, undefined);
  });

  it("may give a number as text", () => {
    assert.equal(parseArguments(tool, { name: "a", page: " 7 " }).page, 7);
  });

  it("are refused by name when they are unknown, with those there are", () => {
    const { message } = refusal({ name: "a", nam: "b" });
    assert.match(message, /unknown argument 'nam'; allowed: name, note, page/u);
  });

  for (const page of [0, 101, 1.5, "x", "", true]) {
    it(`are refused when a page is ${JSON.stringify(page)}`, () => {
      assert.match(
        refusal({ name: "a", page }).message,
        /page must be (a whole number )?between 1 and 100, got /u,
      );
    });
  }

  it("are refused together, each by its name", () => {
    const { message } = refusal({ note: 3, page: 0 });
    assert.equal(
      message,
      "example: name is missing; note must be text, got 3; page must be between 1 and 100, got 0.",
    );
  });

  it("are refused in words for people, with what was given and what is allowed", () => {
    const kinds = {
      name: "example",
      input: toolInput({
        page: optional(integer(1, 1_000_000)),
        mode: optional(z.enum(["queue", "refuse"])),
        flag: optional(z.boolean()),
        values: optional(z.record(z.string(), z.union([z.string(), z.number()]))),
        list: optional(z.array(z.string())),
      }),
    };
    for (const [given, says] of [
      [{ page: 0 }, "page must be between 1 and 1,000,000, got 0"],
      [{ page: 2_000_000 }, "page must be between 1 and 1,000,000, got 2,000,000"],
      [{ page: "two" }, "page must be a whole number between 1 and 1,000,000, got 'two'"],
      [{ mode: "wait" }, "mode must be one of queue, refuse; got 'wait'"],
      [{ flag: "yes" }, "flag must be true or false, got 'yes'"],
      [{ values: [] }, "values must be an object, got a list"],
      [{ values: { cpu: null } }, "values.cpu has the wrong form: null"],
      [{ list: "a" }, "list must be a list, got 'a'"],
      [{ list: [{}] }, "list.0 must be text, got an object"],
    ] as const) {
      assert.throws(() => parseArguments(kinds, given), { message: `example: ${says}.` });
    }
  });

  it("may be left out altogether where none is needed", () => {
    assert.deepEqual(parseArguments({ name: "none", input: toolInput({}) }, undefined), {});
    assert.throws(() => parseArguments({ name: "none", input: toolInput({}) }, { x: 1 }), /takes none/u);
  });

  it("are refused when they are no object", () => {
    refusal([]);
    refusal("name");
  });

  it("name an agent by user and id as older clients do", () => {
    const id = "1ca8634b-90da-4043-9e4b-ca4ccdb694cf";
    assert.equal(agentOfUser("mia", "docs"), "mia/docs");
    assert.equal(agentOfUser("mia", id), id);
    assert.equal(agentOfUser(undefined, "docs"), "docs");
    assert.equal(agentOfUser("mia", "ada/docs"), "ada/docs");
  });
});
