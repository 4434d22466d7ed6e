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
      assert.match(refusal({ name: "a", page }).message, /page: /u);
    });
  }

  it("are refused together, each by its name", () => {
    const { message } = refusal({ note: 3, page: 0 });
    assert.match(message, /name: .*note: .*page: /u);
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
