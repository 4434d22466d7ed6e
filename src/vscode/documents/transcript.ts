/** The text of a document that grows. Pure. */
import { day, dayName } from "./moments";
import { DAY, type Passage } from "./passage";

/** Most that is kept: VS Code asks before it opens files of 10 MB in a browser, and it holds all of it twice. */
const MOST_CHARACTERS = 8_000_000;
const MOST_LINES = 100_000;
/** How much is left when the oldest is dropped, so that this does not happen with each further line. */
const KEPT_SHARE = 0.9;

interface Written {
  readonly passage: Passage;
  readonly day: string;
  text: string;
  readonly lines: number;
}

/** Passages in their order, with headings and lines for new days. */
export class Transcript {
  readonly #language: string;
  #written: Written[] = [];
  readonly #places = new Map<Passage["id"], number>();
  #dropped = 0;
  /** Ids of what was dropped; of numbers, which grow, only the greatest. */
  readonly #droppedIds = new Set<string>();
  #newestDropped = Number.NEGATIVE_INFINITY;
  /** All of it, oldest first. Only appended to where nothing else changed. */
  #text = "";
  #lines = 0;

  /** @param language for the names of days, such as `en` */
  constructor(language: string) {
    this.#language = language;
  }

  get text(): string {
    return this.#text;
  }

  get empty(): boolean {
    return this.#written.length === 0;
  }

  /** Passages that were too much and are not shown. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Appends a passage, or puts it in the place of the one with its id. */
  put(passage: Passage): void {
    if (this.#wasDropped(passage.id)) return;
    const place = this.#places.get(passage.id);
    if (place === undefined) this.#append(passage);
    else this.#replace(place, passage);
  }

  clear(): void {
    this.#written = [];
    this.#places.clear();
    this.#text = "";
    this.#lines = 0;
    this.#dropped = 0;
    this.#droppedIds.clear();
    this.#newestDropped = Number.NEGATIVE_INFINITY;
  }

  #append(passage: Passage): void {
    const written = this.#write(passage, this.#written.at(-1));
    this.#places.set(passage.id, this.#written.length);
    this.#written.push(written);
    this.#text += written.text;
    this.#lines += written.lines;
  }

  #replace(place: number, passage: Passage): void {
    const known = this.#written[place];
    if (known === undefined) return;
    const written = this.#write(passage, this.#written[place - 1]);
    if (written.text === known.text) return;
    this.#written[place] = written;
    this.#join();
  }

  #write(passage: Passage, before: Written | undefined): Written {
    const { time, heading, joined, text } = passage;
    const today = day(time);
    const newDay = today !== "" && today !== before?.day;
    const together = joined && before?.passage.heading === heading && !newDay;
    const lines = [
      ...(together || before === undefined ? [] : [""]),
      ...(newDay ? [DAY + dayName(time, this.#language), ""] : []),
      ...(heading === "" || together ? [] : [heading]),
      text,
    ];
    const whole = `${lines.join("\n")}\n`;
    return { passage, day: today, text: whole, lines: whole.split("\n").length - 1 };
  }

  #wasDropped(id: Passage["id"]): boolean {
    return typeof id === "number" ? id <= this.#newestDropped : this.#droppedIds.has(id);
  }

  /** Drops the oldest where it got too long. Done between two looks at the text, as it changes its beginning. */
  shorten(): void {
    if (this.#text.length <= MOST_CHARACTERS && this.#lines <= MOST_LINES) return;
    let characters = this.#text.length;
    let lines = this.#lines;
    const kept = this.#written.findIndex(({ passage, text, lines: count }, place) => {
      const fits = characters <= MOST_CHARACTERS * KEPT_SHARE && lines <= MOST_LINES * KEPT_SHARE;
      // The newest stays, however long it is.
      if (fits || place === this.#written.length - 1) return true;
      characters -= text.length;
      lines -= count;
      this.#dropped += 1;
      if (typeof passage.id === "number") this.#newestDropped = passage.id;
      else this.#droppedIds.add(passage.id);
      return false;
    });
    this.#written = this.#written.slice(kept);
    const [oldest] = this.#written;
    if (oldest !== undefined) this.#written[0] = this.#write(oldest.passage, undefined);
    this.#places.clear();
    for (const [place, { passage }] of this.#written.entries()) this.#places.set(passage.id, place);
    this.#join();
  }

  #join(): void {
    this.#text = this.#written.map(({ text }) => text).join("");
    this.#lines = this.#written.reduce((sum, { lines }) => sum + lines, 0);
  }
}
