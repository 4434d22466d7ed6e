/** Where documents fold. Pure. */
import { CHAPTER } from "./passage";

/** Lines of a chapter, from its heading on; both from 0. */
export interface Chapter {
  readonly start: number;
  readonly end: number;
}

/** Chapters are tasks of an agent, or stages of a build; each ends where the next one begins. */
export function chapters(lineCount: number, lineAt: (line: number) => string): readonly Chapter[] {
  const starts: number[] = [];
  for (let line = 0; line < lineCount; line += 1) if (lineAt(line).startsWith(CHAPTER)) starts.push(line);
  return starts.map((start, index) => {
    let end = (starts[index + 1] ?? lineCount) - 1;
    while (end > start && lineAt(end) === "") end -= 1;
    return { start, end };
  });
}
