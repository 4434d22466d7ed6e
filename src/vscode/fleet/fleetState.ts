/** What the Fleet view has to show, from what is known of each deployment. Pure. */
import type { FleetList } from "../../services/agents/fleetList";
import type { FleetSnapshot } from "../../services/agents/fleetWatch";
import { isAuthenticationError, isConfigurationError, isFleetError } from "../extension/errors";
import { type AgentEntry, agentEntry } from "./agentEntry";

/** Decides between the tree and the welcome texts: package.json's `viewsWelcome` asks for these words. */
export type ViewState =
  | "signedOut"
  | "loading"
  | "expired"
  | "empty"
  | "unsupported"
  | "agents"
  | "unreachable"
  | "tls"
  | "timeout"
  | "denied"
  | "busy"
  | "settings"
  | "broken";

/** One deployment that is shown. */
export interface Source {
  readonly url: string;
  readonly expired: boolean;
  readonly snapshot: FleetSnapshot;
  /** What can be done there; undefined while that is not known. */
  readonly offer: Offer | undefined;
}

/** What a deployment can do. */
export type Offer = Pick<FleetList, "canCreate" | "hasChats">;

export interface FleetState {
  readonly view: ViewState;
  readonly entries: readonly AgentEntry[];
  /** What is wrong with the list that is shown all the same, as sentences. */
  readonly notes: readonly string[];
  /** Whether a deployment shown has chats, with all that only they can do. */
  readonly hasChats: boolean;
}

/** Before anything is known, even of who is signed in. */
export const LOADING: FleetState = { view: "loading", entries: [], notes: [], hasChats: false };

/** @param sources one per deployment shown; none when nobody is signed in. */
export function fleetState(sources: readonly Source[]): FleetState {
  // Nothing can be done with agents of a deployment that does not know its user any more.
  const entries = sources
    .filter((source) => !hasExpired(source))
    .flatMap(({ url, snapshot }) => (snapshot.agents ?? []).map((agent) => agentEntry(url, agent)));
  return {
    view: viewOf(sources, entries),
    entries,
    notes: entries.length === 0 ? [] : notesOf(sources),
    hasChats: sources.some(({ offer }) => offer?.hasChats === true),
  };
}

function viewOf(sources: readonly Source[], entries: readonly AgentEntry[]): ViewState {
  const [first] = sources;
  if (first === undefined) return "signedOut";
  if (entries.length > 0) return "agents";
  if (sources.some(hasExpired)) return "expired";
  const failed = sources.find(({ snapshot }) => snapshot.error !== undefined);
  if (failed !== undefined) return problemOf(failed.snapshot.error);
  if (sources.some(({ snapshot }) => snapshot.agents === null)) return "loading";
  return sources.some(({ offer }) => offer?.canCreate !== false) ? "empty" : "unsupported";
}

function hasExpired({ expired, snapshot }: Source): boolean {
  return expired || isAuthenticationError(snapshot.error);
}

/** Which welcome text tells of a failure. */
function problemOf(error: unknown): ViewState {
  if (isConfigurationError(error)) return "settings";
  if (!isFleetError(error)) return "broken";
  switch (error.reason) {
    case "unauthorized":
      return "expired";
    case "unreachable":
    case "tls":
    case "timeout":
      return error.reason;
    case "permission_denied":
      return "denied";
    case "rate_limited":
      return "busy";
    case "unsupported_by_deployment":
      return "unsupported";
    case "bad_argument":
      return "settings";
    default:
      return "broken";
  }
}

function notesOf(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ url, snapshot: { error, incomplete } }) => [
    ...(error instanceof Error ? [sources.length > 1 ? `${url}: ${error.message}` : error.message] : []),
    ...(incomplete === null ? [] : [incomplete]),
  ]);
}
