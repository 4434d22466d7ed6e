import { strict as assert } from "node:assert";
import { setImmediate as tick } from "node:timers/promises";
import { AuthenticationError } from "../../../src/models/errors";
import { FleetStore, type FleetSource } from "../../../src/vscode/fleet/fleetStore";
import { exampleAgent } from "../../support/agents";

const a = { url: "https://a.example.com", token: "t1", expired: false };
const b = { url: "https://b.example.com", token: "t2", expired: false };
const MINE = { allOwners: false, archived: false };
const list = (name: string) => ({
  agents: [exampleAgent({ name })],
  incomplete: null,
  canCreate: true,
  hasChats: true,
});

/** Answers with one agent named after the deployment; remembers what it was asked. */
function source(answer: FleetSource["list"] = (url) => Promise.resolve(list(url))) {
  const asked: { url: string; allOwners: boolean; archived: boolean }[] = [];
  const refused: string[] = [];
  return {
    asked,
    refused,
    list: (...[url, scope, call]: Parameters<FleetSource["list"]>) => {
      asked.push({ url, ...scope });
      return answer(url, scope, call);
    },
  };
}

function storeOf({ list: ask, refused }: ReturnType<typeof source>): FleetStore {
  return new FleetStore(
    { list: ask, news: () => Promise.resolve(), refused: (url) => refused.push(url) },
    MINE,
  );
}

describe("the store behind the Fleet view", () => {
  it("asks nothing before somebody looks", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a]);
    await tick();
    assert.deepEqual(fake.asked, []);
    assert.equal(store.state.view, "loading");
  });

  it("asks each deployment once when it is looked at, and tells what came", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a, b]);
    store.watch();
    await tick();
    store.dispose();
    assert.deepEqual(fake.asked, [
      { url: a.url, ...MINE },
      { url: b.url, ...MINE },
    ]);
    assert.deepEqual(
      store.state.entries.map(({ deployment, agent }) => [deployment, agent.name]),
      [
        [a.url, a.url],
        [b.url, b.url],
      ],
    );
  });

  it("keeps what it knows while nobody looks", async () => {
    const store = storeOf(source());
    store.show([a]);
    const watching = store.watch();
    await tick();
    watching.dispose();
    assert.equal(store.state.view, "agents");
  });

  it("asks while anybody watches, and not a second time for a second one", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a]);
    const first = store.watch();
    const second = store.watch();
    await tick();
    first.dispose();
    first.dispose();
    await store.refresh();
    assert.equal(fake.asked.length, 2, "once at the start, once when asked to");
    second.dispose();
    store.watch().dispose();
  });

  it("tells of a refused token, and asks no more once it counts as expired", async () => {
    const fake = source(() => Promise.reject(new AuthenticationError({ message: "401", hint: "" })));
    const store = storeOf(fake);
    store.show([a]);
    store.watch();
    await tick();
    assert.deepEqual(fake.refused, [a.url]);
    store.show([{ ...a, expired: true }]);
    await store.refresh();
    store.dispose();
    assert.equal(fake.asked.length, 1);
    assert.equal(store.state.view, "expired");
  });

  it("starts again with a new token", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([{ ...a, expired: true }]);
    store.watch();
    store.show([{ ...a, token: "new" }]);
    await tick();
    store.dispose();
    assert.equal(fake.asked.length, 1);
    assert.equal(store.state.view, "agents");
  });

  it("forgets a deployment that is not shown any more", async () => {
    const store = storeOf(source());
    store.show([a]);
    store.watch();
    await tick();
    store.show([]);
    assert.equal(store.state.view, "signedOut");
    assert.deepEqual(store.state.entries, []);
  });

  it("asks anew for another choice of owners", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a]);
    store.watch();
    await tick();
    store.setScope({ allOwners: true, archived: false });
    assert.equal(store.state.view, "loading");
    await tick();
    store.dispose();
    assert.deepEqual(fake.asked.at(-1), { url: a.url, allOwners: true, archived: false });
  });

  it("keeps the list while it asks for archived agents too", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a]);
    store.watch();
    await tick();
    store.setScope({ allOwners: false, archived: true });
    assert.equal(store.state.view, "agents");
    await tick();
    store.dispose();
    assert.deepEqual(fake.asked.at(-1), { url: a.url, allOwners: false, archived: true });
  });

  it("forgets what an old login saw once there is a new one", async () => {
    const fake = source();
    const store = storeOf(fake);
    store.show([a]);
    store.watch();
    await tick();
    store.show([{ ...a, token: "new" }]);
    assert.equal(store.state.view, "loading");
    await tick();
    store.dispose();
    assert.equal(store.state.view, "agents");
  });
});
