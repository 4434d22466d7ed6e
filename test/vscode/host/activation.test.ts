import assert from "node:assert/strict";
import { extensions } from "vscode";
import { keepMeasurement } from "./measurements";

describe("activation", () => {
  it("takes less than 50 ms", async () => {
    const extension = extensions.getExtension("coder-fleet.coder-fleet");
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    const started = performance.now();
    await extension.activate();
    const took = performance.now() - started;
    keepMeasurement("activation_ms", took);
    assert.ok(took < 50, `${took} ms`);
  });
});
