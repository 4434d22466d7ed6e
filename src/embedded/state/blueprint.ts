/** What a template declares: the embedded deployment's stand-in for its Terraform code. */

/** The value of a parameter. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** The parameter that takes the task's prompt on builds where tasks are workspaces. */
export const promptParameter = "AI Prompt";

/** A rich parameter of a template version. */
export interface Parameter {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly type: "string" | "number" | "bool" | "list(string)";
  readonly formType: string;
  /** Null: the parameter is required. */
  readonly defaultValue: string | null;
  readonly mutable: boolean;
  readonly ephemeral: boolean;
  readonly icon: string;
  readonly options: readonly {
    readonly name: string;
    readonly value: string;
    readonly description: string;
    readonly icon: string;
  }[];
  readonly validation?: {
    readonly regex?: string;
    readonly error?: string;
    readonly min?: number;
    readonly max?: number;
    readonly monotonic?: "increasing" | "decreasing";
  };
}

/** Values of parameters under one name. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly default: boolean;
  readonly parameters: readonly NamedValue[];
}

/** An app as a template declares it. */
export interface AppBlueprint {
  readonly slug: string;
  readonly displayName: string;
  readonly icon: string;
  readonly url: string;
  readonly command: string;
  readonly external: boolean;
  readonly subdomain: boolean;
  readonly hidden: boolean;
  readonly sharingLevel: "owner" | "authenticated" | "public";
  readonly openIn: "slim-window" | "tab";
  /** Null: no health check, the app's health stays `disabled`. */
  readonly healthcheck: {
    readonly url: string;
    readonly interval: number;
    readonly threshold: number;
  } | null;
  /** False: nothing listens there, so its health check fails. */
  readonly listens: boolean;
}

/** A `coder_script`. */
export interface ScriptBlueprint {
  readonly displayName: string;
  readonly icon: string;
  readonly script: string;
  /** What it prints, line by line; lines on stderr begin with `warning:`. */
  readonly output: readonly string[];
  readonly cron: string;
  readonly runOnStart: boolean;
  readonly runOnStop: boolean;
  readonly startBlocksLogin: boolean;
  readonly timeout: number;
}

/** A figure that the workspace agent collects. */
export interface MetadataBlueprint {
  readonly key: string;
  readonly displayName: string;
  readonly script: string;
  /** Seconds. */
  readonly interval: number;
  /** Seconds. */
  readonly timeout: number;
}

interface VariableBlueprint {
  readonly name: string;
  readonly description: string;
  readonly value: string;
  readonly sensitive: boolean;
}

/** What a template's Terraform code would make: the embedded deployment's stand-in for it. */
export interface Blueprint {
  readonly parameters: readonly Parameter[];
  readonly variables: readonly VariableBlueprint[];
  /** Presets without ids; every version gets its own. */
  readonly presets: readonly Omit<Preset, "id">[];
  readonly resources: readonly ResourceBlueprint[];
  /** The slug of the app of the `coder_ai_task`; null: not an AI template. */
  readonly aiTaskApp: string | null;
  /** Why the import fails; null: it succeeds. */
  readonly importError: string | null;
}

interface ResourceBlueprint {
  readonly type: string;
  readonly name: string;
  readonly icon: string;
  readonly hide: boolean;
  readonly dailyCost: number;
  /** Values may hold `${parameter}`. */
  readonly metadata: readonly { readonly key: string; readonly value: string; readonly sensitive: boolean }[];
  readonly agent: AgentBlueprint | null;
}

/** A `coder_agent`. */
export interface AgentBlueprint {
  readonly name: string;
  readonly directory: string;
  /** Values may hold `${parameter}`. */
  readonly environment: Readonly<Record<string, string>> | null;
  readonly startupBlocks: boolean;
  readonly apps: readonly AppBlueprint[];
  readonly scripts: readonly ScriptBlueprint[];
  readonly metadata: readonly MetadataBlueprint[];
  readonly displayApps: readonly string[];
}
