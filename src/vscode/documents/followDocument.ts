import { setImmediate } from "node:timers/promises";
import type { AgentStatus } from "../../models/agent";
import type { Call } from "../../models/call";
import type { RecordPart, RecordUpdate } from "../../services/agents/followRecords";
import type { Fleet } from "../../services/fleet";
import type { Translate } from "../extension/translate";
import type { DocumentAddress } from "./documentAddress";
import { built, logged, type Passage, reported, spoken } from "./passage";

/** News of a document. */
export type DocumentUpdate =
  /** Further passages, oldest first; one with a known id takes that one's place. */
  | { readonly kind: "passages"; readonly passages: readonly Passage[] }
  /** All that is being written of the next passage so far; empty where nothing is. */
  | { readonly kind: "typing"; readonly text: string }
  | { readonly kind: "status"; readonly status: AgentStatus }
  /** Something to know about it; empty where there is no more. */
  | { readonly kind: "notice"; readonly text: string }
  | { readonly kind: "reset" };

/** Passages told at once: a screen has fewer lines, and a log may bring thousands together. */
const PASSAGES_AT_ONCE = 500;
/** Work after which others get a turn, in milliseconds. */
const TURN_MS = 20;

/** Tells what a document is to show, as it grows, until the call is cancelled. */
export async function followDocument(
  fleet: Fleet,
  { kind, agentId }: DocumentAddress,
  hear: (update: DocumentUpdate) => void,
  t: Translate,
  call: Call,
): Promise<void> {
  const service = await import("../../services/late");
  const breathe = breather();
  const tell = async <Part>(parts: readonly Part[], write: (part: Part) => Passage): Promise<void> => {
    for (let start = 0; start < parts.length || start === 0; start += PASSAGES_AT_ONCE) {
      hear({ kind: "passages", passages: parts.slice(start, start + PASSAGES_AT_ONCE).map(write) });
      await breathe();
      if (call.signal.aborted) return;
    }
  };
  const written =
    (write: (part: RecordPart) => Passage) =>
    async (update: RecordUpdate): Promise<void> => {
      if (update.kind === "parts") await tell(update.parts, write);
      else hear(update);
    };
  switch (kind) {
    case "log":
      for await (const update of service.followLog(fleet, agentId, call)) {
        if (update.kind === "entries") await tell(update.entries, (entry) => spoken(entry, t));
        else hear(update);
      }
      return;
    case "history":
      return service.followHistory(
        fleet,
        agentId,
        written((part) => reported(part, t)),
        call,
      );
    case "build log":
      return service.followBuildLog(fleet, agentId, written(built), call);
    case "workspace log":
      return service.followWorkspaceLog(fleet, agentId, written(logged), call);
  }
}

/** Lets the extension host do other things whenever work took long enough without a break. */
function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
