/** The documents there are of an agent, and their addresses. Pure. */
import { jsonTexts } from "../extension/jsonTexts";
import { agentKey } from "../fleet/agentEntry";

export const DOCUMENT_SCHEME = "coder-fleet-log";

const DOCUMENT_KINDS = ["log", "history", "build log", "workspace log"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What an address leads to. */
export interface DocumentAddress {
  readonly kind: DocumentKind;
  /** Base address. */
  readonly deployment: string;
  readonly agentId: string;
}

/** The parts of a URI that matter here. */
interface UriParts {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

/** First folder of all of them: package.json gives them their language by it. */
const FOLDER = "Coder Fleet";

/** The address of a document. People read its last part as the title; the query says what is meant. */
export function documentUri(
  kind: DocumentKind,
  deployment: string,
  { owner, name, id }: { readonly owner: string; readonly name: string; readonly id: string },
): UriParts {
  const path = ["", FOLDER, owner, `${name} (${kind})`].map((part) => part.replaceAll("/", " ")).join("/");
  return { scheme: DOCUMENT_SCHEME, path, query: JSON.stringify([kind, deployment, id]) };
}

/** Undefined for addresses that are not of our documents. */
export function documentAddress({ scheme, query }: UriParts): DocumentAddress | undefined {
  if (scheme !== DOCUMENT_SCHEME) return undefined;
  const [kind, deployment, agentId] = jsonTexts(query);
  const known = DOCUMENT_KINDS.find((word) => word === kind);
  return known === undefined || deployment === undefined || agentId === undefined
    ? undefined
    : { kind: known, deployment, agentId };
}

/** Key of the agent a document is of: as in the Fleet view. */
export function agentKeyOf({ deployment, agentId }: DocumentAddress): string {
  return agentKey(deployment, agentId);
}
