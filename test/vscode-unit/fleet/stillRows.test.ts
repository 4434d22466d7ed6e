import { strict as assert } from "node:assert";
import { mock } from "node:test";
import { StillRows } from "../../../src/vscode/fleet/stillRows";

describe("rows under the mouse", () => {
  let rows: StillRows;
  let drawn: string[];
  const draw = (what: string): void => {
    rows.draw(() => drawn.push(what));
  };
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    rows = new StillRows();
    drawn = [];
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it("move at once while nobody points at them", () => {
    draw("a");
    draw("b");
    assert.deepEqual(drawn, ["a", "b"]);
  });

  it("stay for three seconds after the last sign of somebody pointing, then show the newest only", () => {
    rows.point();
    draw("a");
    mock.timers.tick(2_000);
    rows.point();
    draw("b");
    mock.timers.tick(2_999);
    assert.deepEqual(drawn, []);
    mock.timers.tick(1);
    assert.deepEqual(drawn, ["b"]);
    draw("c");
    assert.deepEqual(drawn, ["b", "c"]);
  });

  it("are never late by more than ten seconds, however long somebody points", () => {
    for (let second = 0; second < 20; second += 1) {
      rows.point();
      draw(String(second));
      mock.timers.tick(1_000);
    }
    assert.deepEqual(drawn, ["9", "19"]);
  });

  it("move as soon as whoever pointed has done what they wanted", () => {
    rows.point();
    draw("a");
    rows.release();
    assert.deepEqual(drawn, ["a"]);
    rows.release();
    mock.timers.tick(20_000);
    assert.deepEqual(drawn, ["a"]);
  });

  it("draw nothing once the view has ended", () => {
    rows.point();
    draw("a");
    rows.dispose();
    mock.timers.tick(20_000);
    assert.deepEqual(drawn, []);
  });
});
