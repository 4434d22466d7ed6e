/** What Coder would refuse of a new workspace's parameters, as far as their definitions tell. */
import type { RichParameter } from "../../models/coder/template";
import { singleLine } from "../../models/text";

/** The value of a parameter, as Coder takes it: text. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** One wrong parameter, in the form of Coder's own validations. */
export interface ParameterProblem {
  readonly field: string;
  readonly detail: string;
}

/**
 * Everything that is wrong with the values, one entry per parameter. Besides what Coder refuses: names it would
 * silently ignore, and values that the preset overrides.
 */
export function parameterProblems(
  definitions: readonly RichParameter[],
  given: readonly NamedValue[],
  preset: readonly NamedValue[],
): readonly ParameterProblem[] {
  const unknown = given
    .filter(({ name }) => !definitions.some((definition) => definition.name === name))
    .map(({ name }) => ({ field: singleLine(name, 60), detail: "the template has no such parameter" }));
  const wrong = definitions.flatMap((definition) => {
    const { name } = definition;
    const own = valueOf(given, name);
    const fixed = valueOf(preset, name);
    const detail =
      own !== undefined && fixed !== undefined && own !== fixed
        ? `the preset sets it to ${shown(fixed)}; leave it out or choose another preset`
        : problem(definition, fixed ?? own);
    return detail === null ? [] : [{ field: name, detail }];
  });
  return [...unknown, ...wrong];
}

function problem(definition: RichParameter, value: string | undefined): string | null {
  if (value === undefined) {
    return definition.required ? `is required (${kind(definition)})` : null;
  }
  return typeProblem(definition, value) ?? optionProblem(definition, value) ?? ruleProblem(definition, value);
}

function typeProblem({ type }: RichParameter, value: string): string | null {
  switch (type) {
    case "number":
      return value.trim() !== "" && Number.isFinite(Number(value)) ? null : `${shown(value)} is not a number`;
    case "bool":
      return value === "true" || value === "false" ? null : `${shown(value)} is neither true nor false`;
    case "list(string)":
      return listItems(value) === null ? `${shown(value)} is not a list of strings` : null;
    default:
      return null;
  }
}

function optionProblem({ type, options }: RichParameter, value: string): string | null {
  if (options.length === 0) return null;
  const chosen = type === "list(string)" ? (listItems(value) ?? []) : [value];
  const outside = chosen.find((item) => !options.some((option) => option.value === item));
  return outside === undefined
    ? null
    : `${shown(outside)} is none of ${options.map((option) => shown(option.value)).join(", ")}`;
}

function ruleProblem(definition: RichParameter, value: string): string | null {
  const { type, validation_min: min, validation_max: max } = definition;
  if (type === "number" && min !== null && Number(value) < min) return `${value} is less than ${min}`;
  if (type === "number" && max !== null && Number(value) > max) return `${value} is more than ${max}`;
  const rule = type === "string" ? portableRegex(definition.validation_regex) : null;
  if (rule === null || rule.test(value)) return null;
  const reason = singleLine(definition.validation_error, 200);
  return `${shown(value)} does not match ${definition.validation_regex}${reason === "" ? "" : `: ${reason}`}`;
}

/** Escapes that mean the same in Go and here. */
const FOREIGN_ESCAPE = /\\[^dDwWsS.\-/+*?()[\]{}|^$\\]/u;
/** Go's flags, named groups and character classes, and repeated repetitions, which only Go does in linear time. */
const FOREIGN_SYNTAX = /\(\?(?!:)|\[\[?:|[+*}]\)[+*{]/u;

/** Coder checks by Go's rules. Null where the expression may mean something else here: then Coder is left to judge. */
function portableRegex(text: string): RegExp | null {
  if (text === "" || FOREIGN_ESCAPE.test(text) || FOREIGN_SYNTAX.test(text)) return null;
  try {
    return new RegExp(text, "u");
  } catch {
    return null;
  }
}

function listItems(value: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item): item is string => typeof item === "string")
      ? list
      : null;
  } catch {
    return null;
  }
}

/** What kind of value is wanted. */
function kind({ type, options }: RichParameter): string {
  return options.length === 0 ? type : `one of ${options.map(({ value }) => shown(value)).join(", ")}`;
}

function valueOf(values: readonly NamedValue[], name: string): string | undefined {
  return values.find((value) => value.name === name)?.value;
}

function shown(value: string): string {
  return `'${singleLine(value, 60)}'`;
}
