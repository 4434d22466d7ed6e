import type { AgentStatus } from "../../models/agent";
import type { Call } from "../../models/call";
import type { RecordUpdate } from "../../services/agents/followRecords";
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

/** Tells what a document is to show, as it grows, until the call is cancelled. */
export async function followDocument(
  fleet: Fleet,
  { kind, agentId }: DocumentAddress,
  hear: (update: DocumentUpdate) => void,
  t: Translate,
  call: Call,
): Promise<void> {
  const service = await import("../../services/late");
  const written = (write: (part: Parameters<typeof reported>[0]) => Passage) => (update: RecordUpdate) => {
    hear(update.kind === "parts" ? { kind: "passages", passages: update.parts.map(write) } : update);
  };
  switch (kind) {
    case "log":
      for await (const update of service.followLog(fleet, agentId, call)) {
        const { kind: news } = update;
        hear(
          news === "entries"
            ? { kind: "passages", passages: update.entries.map((entry) => spoken(entry, t)) }
            : update,
        );
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
