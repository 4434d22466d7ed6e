/** The extension with much: 1,000 agents in its view, documents of 100,000 lines, in a real VS Code. */
import { runInVsCode } from "../support/vscode.mjs";

/** Nobody calls half a second of stillness a freeze, or a list that is there within two seconds slow. */
const FREEZE_MS = 500;
/** The window goes on drawing while the extension host is still, so that may last longer. */
const HOST_STILL_MS = 1_000;
const SLOW_MS = 2_000;
/**
 * A document is compared with VS Code opening a file with the same text, which takes over all of it once: the first
 * lines may not come later, and the window may be still for up to three times as long. The first lines of a workspace
 * log have that time, too, as all of it comes in one message of 17 MB.
 */
const AS_A_FILE = 1;
const THRICE_A_FILE = 3;
/** What 1,000 agents, or further lines in a full document, may add to the extension host. */
const FLEET_MB = 40;
const FOLLOWING_MB = 15;
/** How far behind a document may be that grows by 1,000 lines a second. */
const BEHIND_MS = 5_000;

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function scale() {
  const measured = runInVsCode("measureScale.ts");
  if (measured === null) return [];
  const { measurements, phases } = measured;
  const phase = (name) => phases.find((one) => one.name === name);
  const opening = phase("opening the view");
  const [file, conversation, log, following] = [
    "opening a file",
    "opening a conversation",
    "opening a workspace log",
    "following",
  ].map(phase);
  const firstLines = ({ seenAfterMs }) => seenAfterMs["first lines"] ?? Infinity;

  const agents = "extension, 1,000 agents:";
  const lines = "extension, 100,000 lines:";
  const still = (what, { longestFrameMs, droppedFrames, milliseconds }) => ({
    what: `${what}: longest time without a frame`,
    value: longestFrameMs,
    bar: FREEZE_MS,
    unit: "ms",
    note: `${droppedFrames} frames left out in ${seconds(milliseconds)}`,
  });
  const stillAsAFile = (what, { longestFrameMs, droppedFrames, milliseconds }) => ({
    what: `${what}: longest time without a frame, times a file with the same text`,
    value: longestFrameMs / file.longestFrameMs,
    bar: THRICE_A_FILE,
    unit: "x",
    note: `${seconds(longestFrameMs)}, the file ${seconds(file.longestFrameMs)}; ${droppedFrames} frames left out in ${seconds(milliseconds)}`,
  });
  const firstLinesAsAFile = (what, phase, bar) => ({
    what: `${what}: first lines, times a file with the same text`,
    value: firstLines(phase) / firstLines(file),
    bar,
    unit: "x",
    note: `${seconds(firstLines(phase))}, the file ${seconds(firstLines(file))}`,
  });
  const hostStill = (what, phase) => ({
    what: `${what}: longest stillness of the extension host`,
    value: phase.hostGapMs,
    bar: HOST_STILL_MS,
    unit: "ms",
  });
  return [
    {
      what: `${agents} from opening the view to the first row`,
      value: opening.seenAfterMs["first row"] ?? Infinity,
      bar: SLOW_MS,
      unit: "ms",
      note: `all ${measurements.agents} rows after ${seconds(opening.seenAfterMs["all rows"] ?? Infinity)}`,
    },
    {
      what: `${agents} memory they add to the extension host`,
      value: measurements.fleet_memory_mb,
      bar: FLEET_MB,
      unit: "MB",
      note: "with the code that talks to the deployment",
    },
    still(`${agents} opening the view`, opening),
    hostStill(`${agents} opening the view`, opening),
    still(`${agents} scrolling`, phase("scrolling")),
    still(`${agents} while 50 change`, phase("50 agents change")),
    hostStill(`${agents} while 50 change`, phase("50 agents change")),
    firstLinesAsAFile(`${lines} opening a conversation`, conversation, AS_A_FILE),
    stillAsAFile(`${lines} opening a conversation`, conversation),
    hostStill(`${lines} opening a conversation`, conversation),
    firstLinesAsAFile(`${lines} opening a workspace log`, log, THRICE_A_FILE),
    stillAsAFile(`${lines} opening a workspace log`, log),
    hostStill(`${lines} opening a workspace log`, log),
    {
      what: `${lines} behind while it grows by 1,000 lines a second`,
      value: measurements.behind_ms,
      bar: BEHIND_MS,
      unit: "ms",
      note: "each line once, in order",
    },
    stillAsAFile(`${lines} following`, following),
    {
      what: `${lines} memory that following adds to the extension host`,
      value: Math.max(0, measurements.following_memory_mb),
      bar: FOLLOWING_MB,
      unit: "MB",
      note: "5,000 further lines",
    },
  ];
}

const seconds = (milliseconds) => `${(milliseconds / 1_000).toFixed(1)} s`;
