/**
 * One setting and the three ways it comes in: a flag of the command line, the environment, a VS Code setting
 * (`coderFleet.<key>`). The help text and the README's table are made from these rows.
 */
export interface Setting {
  /** Without the dashes. Absent where a value must not stand in the arguments, which other users can see. */
  readonly flag?: string;
  /** Heard in this order; an empty value counts as not set. */
  readonly environment: readonly [string, ...string[]];
  /** `switch` is true or false and takes no value as a flag; `list` is separated by commas. */
  readonly kind: "text" | "url" | "path" | "list" | "switch" | "duration" | "choice" | "number";
  readonly allowed: string;
  readonly description: string;
  readonly default?: string;
  /** Its value is never printed. */
  readonly secret?: true;
  /** The only command it is for; absent: all that talk to a deployment. */
  readonly command?: "http";
  /** Whether a `.env` file may set it. What decides whom we trust or talk through may not. */
  readonly dotenv: boolean;
  /**
   * Scope of the VS Code setting; null where there is none (secrets have their own store). Nothing here may be
   * set by a workspace.
   */
  readonly scope: "application" | "machine" | null;
}
