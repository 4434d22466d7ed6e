import type { Deployment } from "../repositories/deployment";

/** What every service function works on: one deployment, and what the operator allows. */
export interface Fleet {
  readonly deployment: Deployment;
  /**
   * Coder search syntax every agent and workspace must match (`--workspace-filter`, DESIGN 7); null when all
   * that the token sees is allowed.
   */
  readonly workspaceFilter: string | null;
  /** Names of templates that may be used, in lower case (`--allowed-templates`); absent or null for all. */
  readonly allowedTemplates?: readonly string[] | null;
}
