/** WebSockets: which kinds of frames came, in which order, with which content, and how it ended. */
import type { Answer, RecordedRequest, ServerFrame } from "../recordings/recording";
import { type Difference, difference } from "./difference";
import { compareJson } from "./json";
import type { Translate } from "./translate";

export function compareSockets(
  request: RecordedRequest,
  recorded: Answer,
  given: Answer,
  translate: Translate,
): Difference[] {
  if (recorded.frames === null || given.frames === null) return [];
  return [
    ...compareOpcodes(recorded.frames, given.frames),
    ...(recorded.frames.some((frame) => frame.opcode === "binary")
      ? compareBytes(request, recorded, given)
      : compareJson(
          recorded.frames.map((frame) => ({ frame: frame.data })),
          given.frames.map((frame) => ({ frame: frame.data })),
          "frames",
          translate,
        )),
    ...compareClose(recorded, given),
  ];
}

function compareOpcodes(recorded: readonly ServerFrame[], given: readonly ServerFrame[]): Difference[] {
  const kinds = (frames: readonly ServerFrame[]) => [...new Set(frames.map((frame) => frame.opcode))];
  const [one, other] = [kinds(recorded), kinds(given)];
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [difference("frames", one, other)];
}

/**
 * Bytes of a terminal. What a command prints is compared exactly (cut where the client hung up); a login
 * shell greets with a prompt of its machine, so there only that it prints.
 */
function compareBytes(request: RecordedRequest, recorded: Answer, given: Answer): Difference[] {
  if (request.query["command"] === undefined) return [];
  const [one, other] = [textOf(recorded.frames ?? []), textOf(given.frames ?? [])];
  const same = isHungUp(recorded.close) ? one.startsWith(other) || other.startsWith(one) : one === other;
  return same ? [] : [difference("frames", one.slice(-100), other.slice(-100))];
}

function textOf(frames: readonly ServerFrame[]): string {
  return frames
    .map((frame) => (typeof frame.data === "string" ? frame.data : JSON.stringify(frame.data)))
    .join("");
}

function compareClose(recorded: Answer, given: Answer): Difference[] {
  // The code the client sends when it hangs up itself says nothing about the server.
  const words = ({ close }: Answer) => {
    if (close?.code === 1006) return "1006";
    return close === null || isHungUp(close) ? "by the client" : `${close.code} ${close.reason}`.trim();
  };
  return words(recorded) === words(given) ? [] : [difference("close", words(recorded), words(given))];
}

/** The client ended it: recorders wrote that down, or nothing. 1006 is a connection that just ended. */
function isHungUp(close: Answer["close"]): boolean {
  return close === null || (close.by === "client" && close.code !== 1006);
}
