/** What a phase of a run was like, from what the extension host and the page wrote down. Pure. */
import type { Phase } from "../../test/vscode/support/hostContract";
import type { Recording } from "./frames";

export interface PhaseFigures {
  readonly name: string;
  readonly milliseconds: number;
  /** Longest time in which the extension host did nothing else, in milliseconds. */
  readonly hostGapMs: number;
  /** Longest time in which the window drew nothing, in milliseconds. */
  readonly longestFrameMs: number;
  /** Frames left out, of 60 a second. */
  readonly droppedFrames: number;
  /** When something was first seen, in milliseconds from the beginning of the phase. */
  readonly seenAfterMs: Readonly<Record<string, number>>;
}

const FRAME_MS = 1_000 / 60;

export function phaseFigures(
  { name, startedAt, endedAt, hostGapMs }: Phase,
  { gaps, appeared }: Recording,
): PhaseFigures {
  const within = gaps
    .filter((gap) => gap.endedAt >= startedAt && gap.endedAt - gap.milliseconds <= endedAt)
    .map(({ milliseconds }) => milliseconds);
  const seen = appeared.filter(({ at }) => at >= startedAt && at <= endedAt);
  return {
    name,
    milliseconds: endedAt - startedAt,
    hostGapMs,
    longestFrameMs: Math.max(FRAME_MS, ...within),
    droppedFrames: Math.round(within.reduce((sum, milliseconds) => sum + milliseconds / FRAME_MS - 1, 0)),
    // The first time of each, as later ones take its place.
    seenAfterMs: Object.fromEntries(seen.reverse().map(({ what, at }) => [what, at - startedAt])),
  };
}
