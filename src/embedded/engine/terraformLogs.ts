import type { Blueprint } from "../state/blueprint";
import type { Build, JobLog } from "../state/types";

/** A line of a job's log without its place in time. */
export type LogLine = Pick<JobLog, "source" | "level" | "stage" | "output">;

const daemon = (stage: string): LogLine => ({
  source: "provisioner_daemon",
  level: "info",
  stage,
  output: "",
});

function terraform(stage: string, ...outputs: string[]): LogLine[] {
  return outputs.map((output) => ({
    source: "provisioner",
    level: output.startsWith("Error") ? "error" : output.startsWith("Warning") ? "warn" : "info",
    stage,
    output,
  }));
}

const stages = {
  old: { init: "Planning infrastructure", plan: "Planning infrastructure" },
  new: { init: "Initializing Terraform Directory", plan: "Planning Infrastructure" },
};

const verbs = {
  start: {
    stage: "Starting workspace",
    plan: "create",
    doing: "Creating...",
    done: "Creation complete after 0s",
  },
  stop: {
    stage: "Stopping workspace",
    plan: "destroy",
    doing: "Destroying...",
    done: "Destruction complete after 0s",
  },
  delete: {
    stage: "Destroying workspace",
    plan: "destroy",
    doing: "Destroying...",
    done: "Destruction complete after 0s",
  },
} as const;

/** The last line of every job. */
export const cleaningUp = daemon("Cleaning Up");

/** First phase of every job: the daemon takes it and Terraform gets ready. */
export function initLines(old: boolean): LogLine[] {
  const stage = stages[old ? "old" : "new"].init;
  return [
    daemon("Setting up"),
    ...terraform(
      stage,
      "Terraform 1.11.4",
      "Initializing the backend...",
      "Initializing provider plugins...",
      'Finding matching versions for provider: coder/coder, version_constraint: ">= 2.13.0"',
      "Installing provider version: coder/coder v2.18.0...",
      "Installed provider version: coder/coder v2.18.0 (unauthenticated)",
      "Warning: Incomplete lock file information for providers",
      "Terraform has been successfully initialized!",
    ),
  ];
}

/** Second phase: what would change. */
export function planLines(blueprint: Blueprint, transition: Build["transition"], old: boolean): LogLine[] {
  const stage = stages[old ? "old" : "new"].plan;
  const addresses = addressesOf(blueprint);
  const counts = transition === "start" ? [addresses.length, 0, 0] : [0, 0, addresses.length];
  return terraform(
    stage,
    "Terraform 1.11.4",
    ...blueprint.parameters.map(({ name }) => `data.coder_parameter.${snake(name)}: Refreshing...`),
    "data.coder_workspace.me: Refreshing...",
    ...blueprint.parameters.map(
      ({ name }) => `data.coder_parameter.${snake(name)}: Refresh complete after 0s`,
    ),
    "data.coder_workspace.me: Refresh complete after 0s",
    ...addresses.map((address) => `${address}: Plan to ${verbs[transition].plan}`),
    `Plan: ${counts[0] ?? 0} to add, ${counts[1] ?? 0} to change, ${counts[2] ?? 0} to destroy.`,
  );
}

/** Third phase, before what takes long in it. */
export function applyLines(blueprint: Blueprint, transition: Build["transition"]): LogLine[] {
  const { stage, doing } = verbs[transition];
  return [
    daemon(stage),
    ...terraform(
      stage,
      "Terraform 1.11.4",
      ...addressesOf(blueprint).map((address) => `${address}: ${doing}`),
    ),
  ];
}

/** One second of a slow volume. */
export function waitLine(second: number): LogLine {
  return {
    source: "provisioner",
    level: "info",
    stage: verbs.start.stage,
    output: `terraform_data.delay[0]: (local-exec): waiting ${second}`,
  };
}

export function doneLines(blueprint: Blueprint, transition: Build["transition"]): LogLine[] {
  const { stage, done } = verbs[transition];
  const addresses = addressesOf(blueprint);
  const counts = transition === "start" ? [addresses.length, 0] : [0, addresses.length];
  return terraform(
    stage,
    ...addresses.map((address) => `${address}: ${done}`),
    `Apply complete! Resources: ${counts[0] ?? 0} added, 0 changed, ${counts[1] ?? 0} destroyed.`,
    "Outputs: 0",
  );
}

/** What a successful build adds at the end. */
export function graphLines(old: boolean): LogLine[] {
  return old
    ? []
    : terraform("Graphing Infrastructure", "Warning: terraform environment variable: TF_CLI_CONFIG_FILE");
}

/** How a build fails whose parameter `fail_build` is true. */
export function applyFailureLines(): LogLine[] {
  return errors(
    verbs.start.stage,
    "Error: local-exec provisioner error",
    "Error running command: exit status 1. Output: preparing volume",
    "quota exceeded: cannot allocate volume",
  );
}

export function planFailureLines(old: boolean, problem: string): LogLine[] {
  return errors(
    stages[old ? "old" : "new"].plan,
    "Error: Invalid parameter value according to 'validation' block",
    problem,
  );
}

/** How an import fails whose code Terraform cannot read. */
export function importFailureLines(old: boolean): LogLine[] {
  return errors(
    old ? "Detecting persistent resources" : stages.new.init,
    "Error: Terraform encountered problems during initialisation",
  );
}

const errors = (stage: string, ...outputs: string[]): LogLine[] =>
  terraform(stage, ...outputs).map((line) => ({ ...line, level: "error" }));

const importStages = [daemon("Parsing template parameters"), daemon("Detecting persistent resources")];

/** The first phase of the import of a template version; 2.26 initializes Terraform within a later stage. */
export function importInitLines(old: boolean): LogLine[] {
  if (!old) return initLines(old);
  const [begin = daemon("Setting up"), ...rest] = initLines(old);
  return [
    begin,
    ...importStages,
    ...rest.map((line) => ({ ...line, stage: "Detecting persistent resources" })),
  ];
}

/** The import of a template version after its first phase. */
export function importLines(blueprint: Blueprint, old: boolean): LogLine[] {
  return [
    ...(old ? [] : importStages),
    ...planLines(blueprint, "start", old).map((line) => ({
      ...line,
      stage: "Detecting persistent resources",
    })),
    ...graphLines(old),
    daemon("Detecting ephemeral resources"),
    ...planLines(blueprint, "stop", old).map((line) => ({ ...line, stage: "Detecting ephemeral resources" })),
    ...graphLines(old),
  ];
}

function addressesOf(blueprint: Blueprint): string[] {
  return blueprint.resources.flatMap((resource) => [
    `${resource.type}.${resource.name}`,
    ...(resource.agent === null ? [] : [`coder_agent.${resource.agent.name}`]),
    ...(resource.agent?.apps ?? []).map((app) => `coder_app.${snake(app.slug)}`),
  ]);
}

const snake = (name: string) => name.toLowerCase().replace(/\W+/g, "_");
