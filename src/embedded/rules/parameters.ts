import { HttpError, type Validation } from "../http/errors";
import type { Blueprint, NamedValue, Parameter } from "../state/blueprint";

/** What the values of a build come from. */
export interface ParameterRequest {
  readonly blueprint: Blueprint;
  readonly given: readonly NamedValue[];
  readonly preset: readonly NamedValue[];
  /** Values of the workspace's last build; null at creation. */
  readonly previous: readonly NamedValue[] | null;
  /** 2.26 looks at monotonic parameters only when the build runs. */
  readonly checkMonotonic: boolean;
}

/**
 * The values of a build: preset over given over last over default, as Coder resolves them.
 * @throws HttpError 400 "Unable to validate parameters", one validation for each wrong parameter
 */
export function resolveParameters(request: ParameterRequest): NamedValue[] {
  const problems: Validation[] = [];
  const values: NamedValue[] = [];
  for (const parameter of request.blueprint.parameters) {
    const value = valueOf(parameter, request);
    const previous = find(request.previous, parameter.name);
    const problem =
      value === null
        ? "Required parameter not provided; parameter value is null"
        : (changeProblem(parameter, value, previous, request.checkMonotonic) ??
          valueProblem(parameter, value));
    if (problem !== null) problems.push({ field: parameter.name, detail: problem });
    else if (value !== null) values.push({ name: parameter.name, value });
  }
  if (problems.length > 0) throw new HttpError(400, "Unable to validate parameters", undefined, problems);
  return values;
}

function valueOf(parameter: Parameter, { given, preset, previous }: ParameterRequest): string | null {
  return (
    find(preset, parameter.name) ??
    find(given, parameter.name) ??
    (parameter.ephemeral ? null : find(previous, parameter.name)) ??
    parameter.defaultValue
  );
}

/** What forbids the change from the last build's value. */
function changeProblem(
  parameter: Parameter,
  value: string,
  previous: string | null,
  checkMonotonic: boolean,
): string | null {
  if (previous === null || previous === value) return null;
  const { name } = parameter;
  if (!parameter.mutable) {
    return `Immutable parameter changed; Parameter "${name}" is not mutable, so it can't be updated after creating a workspace.`;
  }
  const direction = checkMonotonic ? monotonicProblem(parameter, value, previous) : null;
  return direction === null
    ? null
    : `Parameter "${name}" monotonicity; parameter value '${value}' must be equal or ${direction} than previous value: ${previous}`;
}

/** Which way a monotonic parameter should have gone; null when it went well. */
export function monotonicProblem(
  parameter: Parameter,
  value: string,
  previous: string | null,
): string | null {
  const monotonic = parameter.validation?.monotonic;
  if (monotonic === undefined || previous === null) return null;
  if (monotonic === "increasing") return Number(value) < Number(previous) ? "greater" : null;
  return Number(value) > Number(previous) ? "lower" : null;
}

/** What forbids a value whatever came before; null when it is fine. */
function valueProblem(parameter: Parameter, value: string): string | null {
  const wrong = (text: string) => `Invalid parameter value according to 'validation' block; ${text}`;
  const { type, options, validation } = parameter;
  if (type === "list(string)" && !isListOfStrings(value)) {
    return `Invalid parameter value; value ${JSON.stringify(value)} is not a valid list of strings`;
  }
  const chosen: readonly string[] = type === "list(string)" ? parseList(value) : [value];
  if (options.length > 0) {
    const outside = chosen.find((item) => !options.some((option) => option.value === item));
    if (outside !== undefined) {
      return `Value must be a valid option; the value "${outside}" must be defined as one of options`;
    }
  }
  if (type === "number" && (value.trim() === "" || !Number.isFinite(Number(value)))) {
    return wrong(`value "${value}" is not a number`);
  }
  if (type === "bool" && value !== "true" && value !== "false") {
    return wrong(`boolean value can be either "true" or "false"`);
  }
  if (validation?.regex !== undefined && !new RegExp(validation.regex).test(value)) {
    return wrong(`${validation.error ?? ""} (value "${value}" does not match "${validation.regex}")`);
  }
  if (validation?.min !== undefined && Number(value) < validation.min) {
    return wrong(`value ${value} is less than the minimum ${validation.min}`);
  }
  if (validation?.max !== undefined && Number(value) > validation.max) {
    return wrong(`value ${value} is more than the maximum ${validation.max}`);
  }
  return null;
}

function parseList(value: string): string[] {
  return isListOfStrings(value) ? (JSON.parse(value) as string[]) : [];
}

function isListOfStrings(value: string): boolean {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item) => typeof item === "string");
  } catch {
    return false;
  }
}

function find(values: readonly NamedValue[] | null, name: string): string | null {
  return values?.find((value) => value.name === name)?.value ?? null;
}
