import { ValidationError } from "../../models/errors";
import { quoted, sameText } from "../../models/text";
import type { AgentReference, OwnerScope } from "../../repositories/agentBackend";

/** Longest agent name Coder and Fleet MCP allow, in characters. */
const MAX_NAME_LENGTH = 32;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** Coder's rule for names of users, workspaces and tasks: letters and digits, single hyphens between them. */
const CODER_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/iu;
/** Fleet MCP's rule, wider at the end: an existing agent may be asked for by it. */
const REFERENCE_NAME = /^[a-z0-9][a-z0-9-]*$/iu;
/** Coder routes: nothing can be called so. */
const RESERVED_NAMES: readonly string[] = ["new", "create"];

/** What a name may be, as part of a sentence. */
export const NAME_RULE = `1 to ${MAX_NAME_LENGTH} letters, digits and hyphens, starting with a letter or digit, not 'new' or 'create'`;

/** True for the canonical text form of a UUID. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * Reads how a caller names an agent: a name, `owner/name`, or an id. Nothing is asked of the deployment.
 * @throws ValidationError(bad_argument) where it can be none of these.
 */
export function parseAgentReference(text: string): AgentReference {
  const reference = parseReference(text);
  if (reference === undefined) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(text)} is not an agent's name, owner/name or id.`,
      hint: `A name is ${NAME_RULE}. list_agents shows the names.`,
    });
  }
  return reference;
}

/** A name, `owner/name` or id; undefined where the text can be none of these. Workspaces are named alike. */
export function parseReference(text: string): AgentReference | undefined {
  const trimmed = text.trim();
  if (isUuid(trimmed)) {
    return { kind: "id", id: trimmed.toLowerCase() };
  }
  const parts = trimmed.split("/");
  const [first = "", second] = parts;
  const owner = second === undefined || sameText(first, "me") ? "me" : first;
  const name = second ?? first;
  if (parts.length > 2 || !isName(name, REFERENCE_NAME) || !isName(owner, CODER_NAME)) {
    return undefined;
  }
  return { kind: "name", owner, name };
}

/**
 * Checks the name of an agent to be made, by the stricter rule of Coder, which refuses others with 400.
 * @throws ValidationError(bad_argument)
 */
export function checkNewAgentName(name: string): void {
  checkNewName(name, "agent");
}

/** The same for whatever Coder names by that rule. @throws ValidationError(bad_argument) */
export function checkNewName(name: string, what: "agent" | "workspace" | "template"): void {
  if (!isName(name, CODER_NAME)) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(name)} is not a valid ${what} name.`,
      hint: `Use ${NAME_RULE}, without a hyphen at the end or two in a row.`,
    });
  }
}

/**
 * Reads whose agents are meant: `me`, `all` or a user name.
 * @throws ValidationError(bad_argument)
 */
export function parseOwner(text: string): OwnerScope {
  const owner = text.trim();
  switch (owner.toLowerCase()) {
    case "me":
      return { kind: "me" };
    case "all":
      return { kind: "all" };
    default:
      if (!isName(owner, CODER_NAME)) {
        throw new ValidationError("bad_argument", {
          message: `${quoted(text)} is not a user name.`,
          hint: "Use me, all, or a user name of letters, digits and single hyphens.",
        });
      }
      return { kind: "user", name: owner };
  }
}

/**
 * Reads whom something is made for: `me` or a user name.
 * @throws ValidationError(bad_argument)
 */
export function parseNewOwner(text = "me"): string {
  const owner = parseOwner(text);
  switch (owner.kind) {
    case "me":
      return "me";
    case "user":
      return owner.name;
    case "all":
      throw new ValidationError("bad_argument", {
        message: "What is made has one owner; 'all' is none.",
        hint: "Use me or a user name.",
      });
  }
}

/** Whether a text may mean somebody else's agent, so that the answer should say whose it is. */
export function mayBeForeign(text: string): boolean {
  const reference = parseAgentReference(text);
  return reference.kind === "id" || reference.owner !== "me";
}

/** How a person or model would write it again. */
export function referenceText(reference: AgentReference): string {
  if (reference.kind === "id") {
    return reference.id;
  }
  return reference.owner === "me" ? reference.name : `${reference.owner}/${reference.name}`;
}

function isName(name: string, rule: RegExp): boolean {
  return (
    name.length > 0 &&
    name.length <= MAX_NAME_LENGTH &&
    rule.test(name) &&
    !RESERVED_NAMES.includes(name.toLowerCase())
  );
}
