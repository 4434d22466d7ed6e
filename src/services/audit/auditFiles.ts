/**
 * Names of audit files. `audit.jsonl` stands for `audit.<start>-<random>.<part>.jsonl`: a series for each process,
 * so that no two ever write into one file, and a part for each time the size limit was reached.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const PART_DIGITS = 4;
const PART = /^(?<stem>.*\.\d{8}T\d{6}Z-[0-9a-f]{8})\.(?<part>\d{4,})$/u;

/** What all parts of a new series begin with. */
export function newSeries(file: string, now: Date): string {
  const start = `${now.toISOString().replaceAll(/[-:]|\.\d+/gu, "")}-${randomBytes(4).toString("hex")}`;
  return join(dirname(file), `${basename(file, extname(file))}.${start}`);
}

/** @param part 1 for the first */
export function partFile(series: string, part: number, extension: string): string {
  return `${series}.${String(part).padStart(PART_DIGITS, "0")}${extension}`;
}

/**
 * The files to verify, series by series, each in the order of its parts. `file` is the one that `--audit-log` names:
 * then all series; or one part: then its series up to it; or a file under another name: then that alone.
 */
export function seriesOf(file: string): readonly (readonly string[])[] {
  const extension = extname(file);
  const { stem, part } = PART.exec(file.slice(0, file.length - extension.length))?.groups ?? {};
  if (stem !== undefined && part !== undefined) {
    return [Array.from({ length: Number(part) }, (_, index) => partFile(stem, index + 1, extension))];
  }
  if (existsSync(file)) return [[file]];
  const directory = dirname(file);
  const prefix = `${basename(file, extension)}.`;
  const series = new Map<string, number>();
  for (const name of existsSync(directory) ? readdirSync(directory) : []) {
    if (!name.startsWith(prefix) || extname(name) !== extension) continue;
    const found = PART.exec(join(directory, name.slice(0, name.length - extension.length)))?.groups;
    if (found?.["stem"] === undefined) continue;
    series.set(found["stem"], Math.max(series.get(found["stem"]) ?? 0, Number(found["part"])));
  }
  return [...series.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stem, parts]) =>
      Array.from({ length: parts }, (_, index) => partFile(stem, index + 1, extension)),
    );
}
