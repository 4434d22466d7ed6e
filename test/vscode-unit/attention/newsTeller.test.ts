import { strict as assert } from "node:assert";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttentionNews, NewsReason } from "../../../src/vscode/attention/attentionNews";
import { NewsTeller } from "../../../src/vscode/attention/newsTeller";
import { WindowClaims } from "../../../src/vscode/attention/windowClaims";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 24 * 60 * 60_000;

/** @param at when it happened as a window saw it, in seconds after noon */
function news(name: string, at = 0, reason: NewsReason = "asks"): AttentionNews {
  const stateSince = new Date(NOON + at * 1_000).toISOString();
  return {
    entry: agentEntry("https://coder.example.com", exampleAgent({ id: name, name, stateSince })),
    reason,
  };
}

describe("windows of one profile", () => {
  let folder: string;
  let closings: (() => void)[];
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "coder-fleet-claims-")), "told");
    closings = [];
  });
  afterEach(async () => {
    for (const close of closings) close();
    // A window that has just been closed may still be writing.
    await rm(join(folder, ".."), { recursive: true, maxRetries: 20 });
  });

  /** A window that yields for longer than any test takes; it tells the names of agents. */
  function open(sees: (news: AttentionNews) => boolean = () => false) {
    const told: string[][] = [];
    let heard = (): void => undefined;
    const teller = new NewsTeller({
      claims: new WindowClaims(folder),
      pauses: { gather: 1, yield: DAY_MS },
      sees,
      tell: (pieces) => {
        told.push(pieces.map(({ entry }) => entry.agent.name));
        heard();
      },
    });
    closings.push(() => {
      teller.dispose();
    });
    /** Settles when this window tells something. */
    const telling = () =>
      new Promise<void>((resolve) => {
        heard = resolve;
      });
    return { teller, told, telling };
  }

  it("tell each event in the window the person used last, whichever learns of it first", async () => {
    const [other, used] = [open(), open()];
    await other.teller.used();
    await used.teller.used();
    other.teller.add([news("a")]);
    const told = used.telling();
    used.teller.add([news("a")]);
    await told;
    await other.teller.used();
    assert.deepEqual([used.told, other.told], [[["a"]], []]);
  });

  it("tell it in the next one the person uses, where the last one knew nothing of it", async () => {
    const [other, used] = [open(), open()];
    await other.teller.used();
    await used.teller.used();
    other.teller.add([news("a")]);
    await other.teller.used();
    used.teller.add([news("a")]);
    await used.teller.used();
    assert.deepEqual([used.told, other.told], [[], [["a"]]]);
  });

  it("tell it once where the person used none of them yet", async () => {
    const windows = [open(), open(), open()];
    const first = Promise.race(windows.map(({ telling }) => telling()));
    for (const { teller } of windows) teller.add([news("a")]);
    await first;
    for (const { teller } of windows) await teller.used();
    assert.deepEqual(
      windows.flatMap(({ told }) => told),
      [["a"]],
    );
  });

  it("take what one sees a little later for the same, and what one sees again for another", async () => {
    const [first, second] = [open(), open()];
    for (const [window, at] of [
      [first, 0],
      [second, 12],
      [first, 20],
      [second, 31],
    ] as const) {
      window.teller.add([news("a", at)]);
      await window.teller.used();
    }
    assert.deepEqual([first.told, second.told], [[["a"], ["a"]], []]);
    second.teller.add([news("a", 90), news("a", 90, "failed")]);
    await second.teller.used();
    assert.deepEqual(second.told, [["a", "a"]]);
  });

  it("tell nothing that the person looks at in one of them", async () => {
    const [looking, other] = [open(() => true), open()];
    looking.teller.add([news("a")]);
    await looking.teller.used();
    other.teller.add([news("a")]);
    await other.teller.used();
    assert.deepEqual([looking.told, other.told], [[], []]);
  });

  it("tell all that happened meanwhile at once", async () => {
    const { teller, told, telling } = open();
    const heard = telling();
    teller.add([news("a"), news("b", 0, "finished")]);
    teller.add([news("c", 0, "failed")]);
    await heard;
    assert.deepEqual(told, [["a", "b", "c"]]);
  });

  it("tell each for itself where they cannot write files", async () => {
    await writeFile(folder, "not a folder");
    const [first, second] = [open(), open()];
    for (const { teller } of [first, second]) {
      teller.add([news("a")]);
      await teller.used();
    }
    assert.deepEqual([first.told, second.told], [[["a"]], [["a"]]]);
  });

  it("keep what they told of for a day", async () => {
    const claims = new WindowClaims(folder);
    await claims.claim("old", Date.now() - 2 * DAY_MS);
    await claims.claim("new", Date.now());
    await claims.use();
    await new WindowClaims(folder).claim("newer", Date.now());
    assert.equal((await readdir(folder)).length, 3);
  });
});
