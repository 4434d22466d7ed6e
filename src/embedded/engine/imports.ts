/** Template versions made from an uploaded archive: a reading of its Terraform code just deep enough to use it. */
import type { Deployment } from "../deployment";
import type { Generation } from "../generation";
import { HttpError } from "../http/errors";
import { claudeAgent, plainDev } from "../seed/blueprints";
import type { Blueprint, Parameter } from "../state/blueprint";
import { newId } from "../state/random";
import type { TemplateVersion } from "../state/types";
import { begin, finish, log, runSteps } from "./jobs";
import { cleaningUp, importFailureLines, importInitLines, importLines } from "./terraformLogs";

/** Milliseconds an import takes on a real deployment, more than half of it after the first phase. */
const durations = { init: 400, rest: 2000 } as const;

/** What the code in a tar archive declares. The agent and its apps are those of the built-in templates. */
export function readBlueprint(archive: Buffer, generation: Generation): Blueprint {
  const code = archive.toString("utf8").replaceAll("\0", "");
  const base = code.includes('"coder_ai_task"') ? claudeAgent(generation) : plainDev();
  const isTerraform = /\b(resource|data|terraform|provider)\b[^{]*\{/.test(code);
  const balanced = count(code, "{") === count(code, "}");
  return {
    ...base,
    parameters: blocks(code, "coder_parameter").map(parameterOf),
    variables: [],
    presets: blocks(code, "coder_workspace_preset").map(({ body }) => ({
      name: attribute(body, "name") ?? "",
      description: attribute(body, "description") ?? "",
      icon: attribute(body, "icon") ?? "",
      default: attribute(body, "default") === "true",
      parameters: [...body.matchAll(/"([^"]+)"\s*=\s*"?([^"\n]*?)"?\s*$/gm)].map(
        ([, name = "", value = ""]) => ({
          name,
          value,
        }),
      ),
    })),
    importError:
      isTerraform && balanced ? null : "template import init error: initialize terraform: exit status 1",
  };
}

/**
 * 2.26 looks at presets before it imports.
 * @throws HttpError 400 for a preset with a parameter the template does not have
 */
export function checkPresets(blueprint: Blueprint): void {
  const validations = blueprint.presets.flatMap((preset) =>
    preset.parameters
      .filter(({ name }) => !blueprint.parameters.some((parameter) => parameter.name === name))
      .map(({ name }) => ({
        field: preset.name,
        detail: `Undefined Parameter; Preset parameter "${name}" is not defined by the template.`,
      })),
  );
  if (validations.length > 0) throw new HttpError(400, "Unable to validate presets", undefined, validations);
}

/** Queues the import of a version and plays it to its end. */
export function queueImport(deployment: Deployment, version: TemplateVersion): void {
  const { job, blueprint } = version;
  const { old } = deployment.generation;
  const failed = blueprint.importError !== null;
  deployment.queue.add({
    job,
    run: (workerId, done) => {
      begin(deployment, job, workerId);
      log(deployment, job, importInitLines(old));
      runSteps(deployment, [
        {
          after: failed ? durations.init : durations.init + durations.rest,
          run: () => {
            log(deployment, job, failed ? importFailureLines(old) : importLines(blueprint, old));
            log(deployment, job, [cleaningUp]);
            finish(deployment, job, failed ? "failed" : "succeeded", blueprint.importError);
            done();
          },
        },
      ]);
    },
  });
}

/** New ids for the presets of a new version. */
export const presetsOf = (blueprint: Blueprint) =>
  blueprint.presets.map((preset) => ({ id: newId(), ...preset }));

function parameterOf({ label, body }: Block): Parameter {
  const type = attribute(body, "type") ?? "string";
  const defaultValue = attribute(body, "default");
  return {
    name: attribute(body, "name") ?? label,
    displayName: attribute(body, "display_name") ?? "",
    description: attribute(body, "description") ?? "",
    type: type === "number" || type === "bool" || type === "list(string)" ? type : "string",
    formType: type === "bool" ? "checkbox" : "input",
    defaultValue: defaultValue ?? null,
    mutable: attribute(body, "mutable") === "true",
    ephemeral: attribute(body, "ephemeral") === "true",
    icon: attribute(body, "icon") ?? "",
    options: blocks(body, "option").map(({ body: option }) => ({
      name: attribute(option, "name") ?? "",
      value: attribute(option, "value") ?? "",
      description: attribute(option, "description") ?? "",
      icon: attribute(option, "icon") ?? "",
    })),
  };
}

interface Block {
  readonly label: string;
  readonly body: string;
}

/** Blocks such as `data "coder_parameter" "x" { … }` or `option { … }`. */
function blocks(code: string, kind: string): Block[] {
  const found: Block[] = [];
  for (const match of code.matchAll(new RegExp(`"?\\b${kind}"?\\s*(?:"([^"]*)"\\s*)?\\{`, "g"))) {
    const from = match.index + match[0].length;
    let depth = 1;
    let to = from;
    while (to < code.length && depth > 0) {
      if (code[to] === "{") depth++;
      if (code[to] === "}") depth--;
      to++;
    }
    found.push({ label: match[1] ?? "", body: code.slice(from, to - 1) });
  }
  return found;
}

/** `name = "value"` or `name = value` on a line of its own, the first one. */
function attribute(body: string, name: string): string | undefined {
  const match = new RegExp(`^\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s#]+))`, "m").exec(body);
  return match?.[1]?.replace(/\\(.)/g, "$1") ?? match?.[2];
}

const count = (text: string, letter: string) => text.split(letter).length - 1;
