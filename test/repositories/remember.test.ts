import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { NetworkError } from "../../src/models/errors";
import { remember, rememberEach } from "../../src/repositories/remember";

const call = () => ({ signal: new AbortController().signal });

describe("remember", () => {
  it("loads once and keeps the value (A16: the organization is asked for once)", async () => {
    let loads = 0;
    const get = remember(() => Promise.resolve((loads += 1)));
    assert.deepEqual([await get(call()), await get(call())], [1, 1]);
  });

  it("shares one load between concurrent callers", async () => {
    let loads = 0;
    const get = remember(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return (loads += 1);
    });
    assert.deepEqual(await Promise.all([get(call()), get(call()), get(call())]), [1, 1, 1]);
  });

  it("forgets a failed load", async () => {
    let loads = 0;
    const get = remember(() => {
      loads += 1;
      return loads === 1 ? Promise.reject(new Error("no network")) : Promise.resolve("value");
    });
    await assert.rejects(get(call()), /no network/);
    assert.equal(await get(call()), "value");
  });

  it("ends only the canceled caller's wait", async () => {
    const controller = new AbortController();
    const get = remember(async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      signal.throwIfAborted();
      return "value";
    });
    const canceled = get({ signal: controller.signal });
    const waiting = get(call());
    controller.abort();
    await assert.rejects(canceled, (error) => error instanceof NetworkError && error.reason === "canceled");
    assert.equal(await waiting, "value");
  });

  it("stops the load when the last caller has left, and loads anew for the next", async () => {
    const controller = new AbortController();
    let loads = 0;
    let stopped = false;
    const get = remember(({ signal }) => {
      loads += 1;
      if (loads > 1) return Promise.resolve("value");
      return new Promise<string>((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          stopped = true;
          reject(new Error("aborted"));
        });
      });
    });
    const canceled = get({ signal: controller.signal });
    controller.abort();
    await assert.rejects(canceled);
    assert.ok(stopped);
    assert.equal(await get(call()), "value");
  });
});

describe("rememberEach", () => {
  it("loads once for every key", async () => {
    const loads: string[] = [];
    const get = rememberEach((key: string) => {
      loads.push(key);
      return Promise.resolve(key.toUpperCase());
    });
    assert.deepEqual(
      [await get("a", call()), await get("b", call()), await get("a", call())],
      ["A", "B", "A"],
    );
    assert.deepEqual(loads, ["a", "b"]);
  });
});
