import type { ToolDefinition } from "../tools/definition";
import type { Fleet } from "../services/fleet";

/** What a caller may do, each including those before it. */
export const SCOPES = ["read", "operate", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls, as the transport has found out. */
export interface Principal {
  /**
   * The same for the same caller in every process and for no other caller: what is kept or shared between calls is
   * keyed by it. Holds no secret.
   */
  readonly id: string;
  /** For people: a user, the name of a token. */
  readonly name: string;
  /**
   * `local`: whoever started this process. `anonymous`: anybody who reaches it. `token`: the holder of a token of
   * this server. All three act with the server's own rights on Coder; `coder` acts with the caller's own.
   */
  readonly kind: "local" | "anonymous" | "token" | "coder";
  readonly scopes: ReadonlySet<Scope>;
  /** The deployment with the rights this caller has there. Opened at the first call. */
  fleet(): Promise<Fleet>;
}

/** A scope and all it includes. */
export function scopesUpTo(scope: Scope): ReadonlySet<Scope> {
  return new Set(SCOPES.slice(0, SCOPES.indexOf(scope) + 1));
}

/** Looking needs `read`; what changes templates, which others use, needs `admin`; every other change `operate`. */
export function requiredScope(tool: Pick<ToolDefinition, "annotations" | "toolsets">): Scope {
  if (tool.annotations.readOnlyHint) return "read";
  return tool.toolsets.includes("template-admin") ? "admin" : "operate";
}
