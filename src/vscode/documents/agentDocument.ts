import { type AgentStatus, NO_PROJECT } from "../../models/agent";
import { singleLine } from "../../models/text";
import { isFleetError } from "../extension/errors";
import { errorText } from "../extension/errorText";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { statusText } from "../fleet/agentRow";
import type { DocumentAddress } from "./documentAddress";
import { DocumentPace } from "./documentPace";
import type { DocumentUpdate } from "./followDocument";
import { body, SECTION } from "./passage";
import { Transcript } from "./transcript";

/**
 * Of a long record the newest lines are shown first, then more and more above them: VS Code draws nothing while it
 * takes over a change, half a second for megabytes. In characters.
 */
const FIRST_PART = 30_000;
const FURTHER_PART = 2_000_000;
/** How long what was shown stays while it is read again, in milliseconds. */
const CATCHING_UP_MS = 2_000;
/** First and longest pause before what failed is tried again, in milliseconds. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface DocumentParts {
  /** Tells what is to be shown until the signal aborts. */
  follow(hear: (update: DocumentUpdate) => void, signal: AbortSignal): Promise<void>;
  /** Told that the text is another one. */
  changed(): void;
  /** Told that what is known of the agent changed. */
  agentChanged(): void;
  readonly language: string;
  readonly t: Translate;
}

/** A text in its parts, each of which changes by itself. */
interface Text {
  readonly head: string;
  /** What was said or logged, or its end. */
  readonly record: string;
  readonly end: string;
  readonly isWhole: boolean;
}

/** One document of an agent: what is known of it, its text, and whether it follows the agent. */
export class AgentDocument {
  readonly address: DocumentAddress;
  readonly #parts: DocumentParts;
  #entry: AgentEntry | undefined;
  #transcript: Transcript;
  /** What was shown before it is read again. */
  #previous: Transcript | undefined;
  #typing = "";
  #notice = "";
  #problem = "";
  #following: AbortController | undefined;
  /** Whether anything was told since it began to follow. */
  #heard = false;
  #heardAt = 0;
  #shown: Text;
  readonly #pace = new DocumentPace();
  #timer: NodeJS.Timeout | undefined;
  /** Told when there is something to read. */
  #waiting: (() => void)[] = [];

  constructor(address: DocumentAddress, entry: AgentEntry | undefined, parts: DocumentParts) {
    this.address = address;
    this.#entry = entry;
    this.#parts = parts;
    this.#transcript = new Transcript(parts.language);
    this.#shown = this.#compose();
  }

  get text(): string {
    const { head, record, end } = this.#shown;
    return `${head}\n\n${record}${end}`;
  }

  /** Whether there is anything to read yet. */
  get ready(): boolean {
    return this.#heard || this.#problem !== "";
  }

  /** Whether it shows why it cannot be shown. */
  get failed(): boolean {
    return this.#problem !== "";
  }

  /** The agent as it was last seen; undefined where nobody has told yet. */
  get entry(): AgentEntry | undefined {
    return this.#entry;
  }

  set entry(entry: AgentEntry | undefined) {
    const before = this.#head();
    this.#entry = entry;
    if (this.#head() === before) return;
    this.#change();
    this.#parts.agentChanged();
  }

  /** Follows the agent from now on. What is shown stays until what is read anew takes its place. */
  start(): void {
    if (this.#following !== undefined) return;
    const controller = new AbortController();
    this.#following = controller;
    void this.#follow(controller.signal);
  }

  stop(): void {
    this.#following?.abort();
    this.#following = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Reads it all anew. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** VS Code has taken over the newest text. */
  taken(): void {
    this.#pace.taken();
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#change();
  }

  /** Settles when there is something to read, or after so many milliseconds. */
  firstText(longest: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(settle, longest);
      this.#waiting.push(settle);
    });
  }

  async #follow(signal: AbortSignal): Promise<void> {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      this.#heard = false;
      try {
        await this.#parts.follow((update) => {
          if (signal.aborted) return;
          pause = FIRST_RETRY_MS;
          this.#hear(update);
        }, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#problem = this.#parts.t("This cannot be shown now: {0}", errorText(error));
        this.#change();
        if (isFleetError(error) && error.code === "AGENT_NOT_FOUND") return;
      }
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      if (signal.aborted) return;
    }
  }

  #hear(update: DocumentUpdate): void {
    if (!this.#heard) {
      this.#heard = true;
      this.#heardAt = Date.now();
      this.#problem = "";
      this.#typing = "";
      this.#previous ??= this.#transcript;
      this.#transcript = new Transcript(this.#parts.language);
    }
    switch (update.kind) {
      case "passages":
        for (const passage of update.passages) this.#transcript.put(passage);
        break;
      case "typing":
        this.#typing = update.text;
        break;
      case "status":
        this.#become(update.status);
        break;
      case "notice":
        this.#notice = update.text;
        break;
      case "reset":
        this.#transcript.clear();
        break;
    }
    this.#change();
  }

  /** The stream of a conversation knows before any list does. */
  #become(status: AgentStatus): void {
    const { entry } = this;
    if (entry === undefined || entry.agent.status === status) return;
    this.entry = { ...entry, agent: { ...entry.agent, status, attention: null } };
  }

  /** Soon, and not too often, the text is made anew. */
  #change(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#renew();
    }, this.#pace.wait).unref();
  }

  #renew(): void {
    const isCaughtUp = this.#caughtUp();
    if (isCaughtUp) this.#previous = undefined;
    const before = this.#shown;
    const { text, isLast } = this.#next();
    if (text.head !== before.head || text.record !== before.record || text.end !== before.end) {
      this.#shown = text;
      this.#pace.told(this.text.length);
      this.#parts.changed();
      if (this.ready) for (const settle of this.#waiting.splice(0)) settle();
    }
    if (!isCaughtUp || !isLast) this.#change();
  }

  /**
   * What to show now, and whether that is all. VS Code replaces everything between the first and the last difference,
   * so a long text changes at one end at a time: then its folds, and the place where one reads, stay.
   */
  #next(): { readonly text: Text; readonly isLast: boolean } {
    const shown = this.#shown;
    const transcript = this.#previous ?? this.#transcript;
    const added = Math.max(0, transcript.text.length - shown.record.length);
    transcript.shorten();
    const text = this.#compose();
    if (shown.record === "" || !shown.isWhole) {
      const { length } = shown.record;
      const record = newestLines(text.record, length === 0 ? FIRST_PART : length + FURTHER_PART);
      if (record === text.record) return { text, isLast: true };
      const head = `${text.head}\n${this.#parts.t("Loading…")}`;
      return { text: { ...text, head, record, isWhole: false }, isLast: false };
    }
    const hasGrown = text.record !== shown.record || text.end !== shown.end;
    if (text.head === shown.head || !hasGrown) return { text, isLast: true };
    const record = text.record.slice(0, -added || undefined);
    return { text: { ...text, record, end: shown.end }, isLast: false };
  }

  /** Whether what is read again has grown to what is shown: nobody wants to see that happen. */
  #caughtUp(): boolean {
    const { text: shown } = this.#previous ?? this.#transcript;
    return this.#transcript.text.length >= shown.length || Date.now() - this.#heardAt > CATCHING_UP_MS;
  }

  #compose(): Text {
    const { t } = this.#parts;
    const transcript = this.#previous ?? this.#transcript;
    const head = [
      this.#head(),
      ...(this.#notice === "" ? [] : [singleLine(this.#notice)]),
      ...(transcript.dropped === 0 ? [] : [t("{0} older entries are not shown", transcript.dropped)]),
    ];
    const nothing =
      this.ready && transcript.empty && this.#notice === "" && this.#typing === "" && this.#problem === "";
    const end = [
      ...(this.ready || !transcript.empty ? [] : [t("Loading…")]),
      ...(nothing ? [t("There is nothing yet.")] : []),
      ...(this.#typing === "" ? [] : [`\n${SECTION}${t("agent is writing…")}\n${body(this.#typing)}`]),
      ...(this.#problem === "" ? [] : [`\n${this.#problem}`]),
    ];
    return { head: head.join("\n"), record: transcript.text, end: end.join("\n"), isWhole: true };
  }

  #head(): string {
    if (this.#entry === undefined) return this.#parts.t("Agent {0}", this.address.agentId);
    const { agent } = this.#entry;
    const project = agent.project === NO_PROJECT ? [] : [singleLine(agent.project)];
    return [singleLine(agent.name), statusText(agent, this.#parts.t), ...project].join(" · ");
  }
}

/** The end of a text, at most so many characters, from the beginning of a line on. */
function newestLines(text: string, characters: number): string {
  return text.length <= characters ? text : text.slice(text.indexOf("\n", text.length - characters) + 1);
}
