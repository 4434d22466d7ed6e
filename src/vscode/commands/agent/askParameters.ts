import { window } from "vscode";
import type { Project } from "../../../models/agent";
import type { RichParameter } from "../../../models/coder/template";
import { singleLine } from "../../../models/text";
import type { Fleet } from "../../../services/fleet";
import type { Parts } from "../../extension/parts";

const TEXT_LENGTH = 300;

/**
 * Asks for the parameters that have to be given, and for others that the person chooses to change. Undefined where
 * they cancelled; nothing is asked where there is nothing to give.
 */
export async function askParameters(
  parts: Parts,
  fleet: Fleet,
  project: Project,
  role: string | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { projectParameters } = await import("../../../services/late");
  const signal = new AbortController().signal;
  const parameters = await projectParameters(fleet, project.id, role, { signal });
  const required = parameters.filter(isRequired);
  const changed = await askWhich(
    parts,
    parameters.filter((parameter) => !isRequired(parameter)),
  );
  if (changed === undefined) return undefined;
  const values: Record<string, string> = {};
  for (const parameter of [...required, ...changed]) {
    const value = await askValue(parts, parameter);
    if (value === undefined) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

function isRequired({ required, default_value }: RichParameter): boolean {
  return required && default_value === "";
}

async function askWhich(
  { t }: Parts,
  optional: readonly RichParameter[],
): Promise<readonly RichParameter[] | undefined> {
  if (optional.length === 0) return [];
  const chosen = await window.showQuickPick(
    optional.map((parameter) => ({
      label: labelOf(parameter),
      description: singleLine(parameter.default_value, TEXT_LENGTH),
      parameter,
    })),
    {
      title: t("Create Agent: parameters"),
      placeHolder: t("Choose those to change; none keeps the defaults"),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  return chosen?.map(({ parameter }) => parameter);
}

async function askValue({ t }: Parts, parameter: RichParameter): Promise<string | undefined> {
  const title = t("Create Agent: {0}", labelOf(parameter));
  const prompt = singleLine(parameter.description, TEXT_LENGTH);
  const choices = choicesOf(parameter);
  if (choices.length > 0) {
    const choice = await window.showQuickPick(choices, { title, placeHolder: prompt, ignoreFocusOut: true });
    return choice?.value;
  }
  // What may be given only Coder knows for sure; it refuses the rest with its reason.
  return window.showInputBox({ title, prompt, value: parameter.default_value, ignoreFocusOut: true });
}

function choicesOf({ type, options }: RichParameter) {
  if (type === "bool") return ["true", "false"].map((value) => ({ label: value, value }));
  return options.map(({ name, value, description }) => ({
    label: singleLine(name),
    description: singleLine(description, TEXT_LENGTH),
    value,
  }));
}

function labelOf({ display_name, name }: RichParameter): string {
  return singleLine(display_name || name, TEXT_LENGTH);
}
