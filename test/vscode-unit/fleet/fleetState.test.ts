import { strict as assert } from "node:assert";
import { ConfigurationError } from "../../../src/models/configuration";
import { AuthenticationError, CoderApiError, NetworkError } from "../../../src/models/errors";
import { fleetState, type Source } from "../../../src/vscode/fleet/fleetState";
import { exampleAgent } from "../../support/agents";

const init = { message: "It failed.", hint: "Try again." };
const source = (changes: Partial<Source["snapshot"]> & Partial<Omit<Source, "snapshot">> = {}): Source => {
  const { agents = [], incomplete = null, error, ...rest } = changes;
  return {
    url: "https://coder.example.com",
    expired: false,
    offer: { canCreate: true, hasChats: false },
    snapshot: { agents, incomplete, error },
    ...rest,
  };
};

describe("what the Fleet view shows", () => {
  it("asks to sign in without any deployment", () => {
    assert.equal(fleetState([]).view, "signedOut");
  });

  it("is loading before the first answer", () => {
    assert.equal(fleetState([source({ agents: null })]).view, "loading");
  });

  it("is empty where agents could be made, unsupported where not", () => {
    assert.equal(fleetState([source()]).view, "empty");
    assert.equal(fleetState([source({ offer: { canCreate: false, hasChats: false } })]).view, "unsupported");
  });

  const failures: readonly (readonly [string, unknown])[] = [
    ["unreachable", new NetworkError("unreachable", init)],
    ["tls", new NetworkError("tls", init)],
    ["timeout", new NetworkError("timeout", init)],
    ["expired", new AuthenticationError(init)],
    ["denied", new CoderApiError("permission_denied", init)],
    ["busy", new CoderApiError("rate_limited", init)],
    ["unsupported", new CoderApiError("unsupported_by_deployment", init)],
    ["broken", new CoderApiError("unexpected_answer", init)],
    ["settings", new ConfigurationError("coderFleet.caFile cannot be read")],
    ["broken", new Error("a fault of ours")],
  ];
  for (const [view, error] of failures) {
    it(`tells a failure without a list apart: ${view}`, () => {
      assert.equal(fleetState([source({ agents: null, error })]).view, view);
    });
  }

  it("keeps the list while a look fails, and says so above it", () => {
    const { view, entries, notes } = fleetState([
      source({ agents: [exampleAgent()], error: new NetworkError("timeout", init) }),
    ]);
    assert.equal(view, "agents");
    assert.equal(entries.length, 1);
    assert.deepEqual(notes, ["It failed."]);
  });

  it("shows no agents of a deployment that no longer knows its user, but asks to sign in", () => {
    const agents = [exampleAgent()];
    const expired = { url: "https://other.example.com", expired: true };
    assert.equal(fleetState([source({ agents, error: new AuthenticationError(init) })]).view, "expired");
    assert.equal(fleetState([source({ agents, expired: true })]).view, "expired");
    const { view, entries } = fleetState([source({ agents }), source({ agents, ...expired })]);
    assert.equal(view, "agents");
    assert.equal(entries.length, 1);
  });

  it("knows whether anything has what only chats have", () => {
    assert.equal(fleetState([source()]).hasChats, false);
    assert.equal(
      fleetState([source(), source({ offer: { canCreate: true, hasChats: true } })]).hasChats,
      true,
    );
  });

  it("says why agents may be missing", () => {
    assert.deepEqual(fleetState([source({ agents: [exampleAgent()], incomplete: "Only your own." })]).notes, [
      "Only your own.",
    ]);
  });

  it("tells agents of two deployments apart, also with one id", () => {
    const both = [
      source({ agents: [exampleAgent()] }),
      source({ agents: [exampleAgent()], url: "https://other.example.com" }),
    ];
    const keys = fleetState(both).entries.map(({ key }) => key);
    assert.equal(new Set(keys).size, 2);
  });
});
