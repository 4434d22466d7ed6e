import { strict as assert } from "node:assert";
import { NetworkError } from "../../../src/models/errors";
import { AgentDocument } from "../../../src/vscode/documents/agentDocument";
import type { DocumentUpdate } from "../../../src/vscode/documents/followDocument";
import { spoken } from "../../../src/vscode/documents/passage";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const URL = "https://coder.example.com";
const agent = exampleAgent({ name: "fix", status: "busy" });
const said = (id: number, content: string): DocumentUpdate => ({
  kind: "passages",
  passages: [spoken({ id, content, type: "output", time: "2026-11-16T12:00:00Z" }, t)],
});

/** A document, and the agent it follows. */
class Scene {
  readonly hear: ((update: DocumentUpdate) => void)[] = [];
  readonly signals: AbortSignal[] = [];
  readonly fail: ((error: unknown) => void)[] = [];
  /** Every text that VS Code was told of. */
  readonly told: string[] = [];
  /** Whether VS Code takes each text over at once. */
  takes = true;
  #changed: (() => void) | undefined;
  readonly document = new AgentDocument(
    { kind: "log", deployment: URL, agentId: agent.id },
    agentEntry(URL, agent),
    {
      follow: (hear, signal) => {
        this.hear.push(hear);
        this.signals.push(signal);
        return new Promise((_, reject) => this.fail.push(reject));
      },
      changed: () => {
        this.told.push(this.document.text);
        if (this.takes) this.document.taken();
        this.#changed?.();
      },
      agentChanged: () => undefined,
      language: "en",
      t,
    },
  );

  /** Settles when the text is such. */
  async shows(text: RegExp): Promise<void> {
    while (!text.test(this.document.text)) await new Promise<void>((resolve) => (this.#changed = resolve));
  }
}

describe("a document of an agent", () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
    scene.document.start();
  });
  afterEach(() => {
    scene.document.stop();
  });

  it("says whose it is from the start", () => {
    assert.equal(scene.document.text, "fix · working · Claude Agent\n\nLoading…");
  });

  it("shows what is said, what is being written, and the state the stream tells", async () => {
    const [hear] = scene.hear;
    hear?.(said(1, "one"));
    await scene.shows(/── agent · .*\none\n$/u);
    hear?.({ kind: "typing", text: "tw" });
    await scene.shows(/one\n\n── agent is writing…\ntw$/u);
    hear?.({ kind: "typing", text: "" });
    hear?.(said(2, "two"));
    hear?.({ kind: "status", status: "idle" });
    await scene.shows(/^fix · idle(?=.*one\n.*two\n$)/su);
    assert.doesNotMatch(scene.document.text, /writing/u);
  });

  it("forgets a conversation that was rewritten", async () => {
    const [hear] = scene.hear;
    hear?.(said(1, "one"));
    hear?.({ kind: "reset" });
    hear?.(said(7, "seven"));
    await scene.shows(/seven/u);
    assert.doesNotMatch(scene.document.text, /one/u);
  });

  it("ends following at once, and keeps what was shown until it is read anew", async () => {
    scene.hear[0]?.(said(1, "one"));
    await scene.shows(/one/u);
    scene.document.stop();
    assert.equal(scene.signals[0]?.aborted, true);
    scene.hear[0]?.(said(2, "late"));
    scene.document.start();
    assert.match(scene.document.text, /one/u);
    scene.hear[1]?.(said(1, "one"));
    scene.hear[1]?.(said(2, "two"));
    await scene.shows(/two/u);
    assert.doesNotMatch(scene.document.text, /late/u);
    assert.equal(scene.document.text.match(/one/gu)?.length, 1);
  });

  it("says why it cannot go on below what was shown, and tries again", async () => {
    scene.hear[0]?.(said(1, "one"));
    await scene.shows(/one/u);
    scene.fail[0]?.(new NetworkError("unreachable", { message: "No answer.", hint: "Wait." }));
    await scene.shows(/one\n\nThis cannot be shown now: No answer\. Wait\./u);
    assert.equal(scene.document.failed, true);
    while (scene.hear.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    scene.hear[1]?.(said(1, "one"));
    await scene.shows(/one\n$/u);
  });

  it("shows the end of a long record first, and what is above it part by part", async () => {
    scene.hear[0]?.(said(1, lines(1, 200_000)));
    await scene.shows(/^line 1$/mu);
    const [first = "", ...further] = scene.told;
    assert.match(first, /^fix · working · Claude Agent\nLoading…\n\nline \d+\n/u);
    assert.ok(first.length < 50_000 && first.endsWith("\nline 200000\n"), "little to open");
    assert.equal(further.length, 2);
    assert.doesNotMatch(scene.document.text, /Loading/u);
  });

  it("changes at one end at a time, so that VS Code need not replace what is between", async () => {
    scene.hear[0]?.(said(1, "one"));
    await scene.shows(/one\n$/u);
    const count = scene.told.length;
    scene.hear[0]?.(said(2, "two"));
    scene.hear[0]?.({ kind: "status", status: "idle" });
    await scene.shows(/two\n$/u);
    const [first, second, ...further] = scene.told.slice(count);
    assert.match(first ?? "", /^fix · idle.*one\n$/su);
    assert.match(second ?? "", /^fix · idle.*one\n.*two\n$/su);
    assert.deepEqual(further, []);
  });

  it("drops the oldest without touching the end, then goes on at the end", async () => {
    scene.hear[0]?.(said(1, lines(1, 60_000)));
    scene.hear[0]?.(said(2, lines(60_001, 90_000)));
    await scene.shows(/line 1\n/u);
    const count = scene.told.length;
    scene.hear[0]?.(said(3, lines(90_001, 120_000)));
    await scene.shows(/line 120000\n$/u);
    const [first, ...further] = scene.told.slice(count);
    assert.match(first ?? "", /\n1 older entries are not shown\n\n(?!.*line 60000\n).*line 90000\n$/su);
    assert.equal(further.length, 1);
  });

  it("does not tell VS Code of a further text before it has taken over the last one", async () => {
    scene.hear[0]?.(said(1, "one"));
    await scene.shows(/one\n$/u);
    scene.takes = false;
    scene.hear[0]?.(said(2, "two"));
    await scene.shows(/two\n$/u);
    scene.hear[0]?.(said(3, "three"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.doesNotMatch(scene.document.text, /three/u);
    scene.document.taken();
    await scene.shows(/three\n$/u);
  });
});

/** Lines from one number to another. */
function lines(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => `line ${first + index}`).join("\n");
}
