import assert from "node:assert/strict";
import { fitRows } from "../../../src/tools/text/rows";
import { pageText } from "../../../src/tools/text/paging";
import { pagingFields } from "../../../src/tools/paging";

describe("rows of text", () => {
  it("are all there while they fit", () => {
    assert.deepEqual(
      fitRows(["a", "b"], () => "more", 4),
      ["a", "b"],
    );
  });

  it("end with a line about those left out", () => {
    assert.deepEqual(
      fitRows(["aaa", "bbb", "ccc"], (shown) => `${3 - shown} more`, 8),
      ["aaa", "bbb", "1 more"],
    );
  });
});

describe("paging", () => {
  const flags = (totalCount: number, page: number, pageSize: number) => {
    const { has_next_page, has_previous_page } = pagingFields({ totalCount, page, pageSize });
    return [has_previous_page, has_next_page];
  };

  it("flags are right on the first, a middle, the last and an empty page (A14)", () => {
    assert.deepEqual(flags(5, 1, 2), [false, true]);
    assert.deepEqual(flags(5, 2, 2), [true, true]);
    assert.deepEqual(flags(5, 3, 2), [true, false]);
    assert.deepEqual(flags(4, 2, 2), [true, false]);
    assert.deepEqual(flags(0, 1, 2), [false, false]);
    assert.deepEqual(flags(5, 9, 2), [true, false]);
  });

  it("is said in the first line only when there is more", () => {
    const list = (totalCount: number, page: number, pageSize: number) => ({
      total_count: totalCount,
      ...pagingFields({ totalCount, page, pageSize }),
    });
    assert.equal(pageText("agent", 3, list(3, 1, 200)), "3 agents");
    assert.equal(pageText("agent", 2, list(5, 2, 2)), "5 agents, here 3-4; more: page=3 page_size=2");
    assert.equal(pageText("agent", 0, list(5, 9, 2)), "5 agents, here none on page 9");
  });
});
