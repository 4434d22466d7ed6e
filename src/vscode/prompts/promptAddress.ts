/** The editors in which prompts are written, and their addresses. Pure. */
import { jsonTexts } from "../extension/jsonTexts";

export const PROMPT_SCHEME = "coder-fleet-prompt";

/** What a prompt is written for: an input, the next task, or the first task of a new agent. */
const PROMPT_PURPOSES = ["send", "task", "create"] as const;
type PromptPurpose = (typeof PROMPT_PURPOSES)[number];

/** Of what a prompt is; `agentId` is the name of an agent that is not there yet. */
export interface PromptAddress {
  readonly purpose: PromptPurpose;
  /** Base address. */
  readonly deployment: string;
  readonly agentId: string;
}

interface UriParts {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

const TITLES: Record<PromptPurpose, string> = {
  send: "Send to",
  task: "Task for",
  create: "First task of",
};

/** The address of an editor; people read its last part as the title. */
export function promptUri({ purpose, deployment, agentId }: PromptAddress, agentName: string): UriParts {
  const path = `/${TITLES[purpose]} ${agentName.replaceAll("/", " ")}.md`;
  return { scheme: PROMPT_SCHEME, path, query: JSON.stringify([purpose, deployment, agentId]) };
}

/** Undefined for addresses that are not of our editors. */
export function promptAddress({ scheme, query }: Omit<UriParts, "path">): PromptAddress | undefined {
  if (scheme !== PROMPT_SCHEME) return undefined;
  const [word, deployment, agentId] = jsonTexts(query);
  const purpose = PROMPT_PURPOSES.find((known) => known === word);
  return purpose === undefined || deployment === undefined || agentId === undefined
    ? undefined
    : { purpose, deployment, agentId };
}

/** By what a draft is kept. */
export function promptKey({ purpose, deployment, agentId }: PromptAddress): string {
  return [purpose, deployment, agentId].join("|");
}
