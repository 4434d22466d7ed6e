import type { NamedValue } from "../state/blueprint";

/** Puts parameter values into a text of a blueprint: `${name}`. */
export function fill(text: string, parameters: readonly NamedValue[]): string {
  return text.replace(
    /\$\{(\w+)\}/g,
    (_whole, name: string) => parameters.find((parameter) => parameter.name === name)?.value ?? "",
  );
}
