import { ConfigurationError, type ToolChoice } from "../models/configuration";
import { nearest } from "../models/nearest";
import { TOOLSETS, type ToolDefinition, type Toolset } from "../tools/definition";

/** Offered only when asked for: `classic` repeats the fleet toolset, `template-admin` changes what others use. */
const OFF_BY_DEFAULT: readonly Toolset[] = ["classic", "template-admin"];

const DEFAULT_TOOLSETS = TOOLSETS.filter((toolset) => !OFF_BY_DEFAULT.includes(toolset));

/** Whether nobody has chosen anything. */
export function isDefault({ toolsets, tools, excludeTools, readOnly }: ToolChoice): boolean {
  return toolsets === null && tools === null && excludeTools.length === 0 && !readOnly;
}

/** @throws ConfigurationError naming the first toolset there is none of, and those that exist */
export function checkToolsets(choice: ToolChoice): void {
  const known: readonly string[] = [...TOOLSETS, "all"];
  refuseUnknown("toolset", choice.toolsets ?? [], known);
}

/**
 * The tools to offer, in the order of the registry: those of the chosen toolsets and the tools named besides, less
 * the excluded ones and, with `readOnly`, less those that change something.
 * @throws ConfigurationError naming the first unknown name and what is allowed
 */
export function selectTools(
  all: readonly ToolDefinition[],
  choice: ToolChoice,
): ReadonlyMap<string, ToolDefinition> {
  checkToolsets(choice);
  const names = all.map((tool) => tool.name);
  refuseUnknown("tool", [...(choice.tools ?? []), ...choice.excludeTools], names);

  const toolsets = chosenToolsets(choice);
  const selected = all.filter(
    (tool) =>
      (tool.toolsets.some((toolset) => toolsets.includes(toolset)) ||
        choice.tools?.includes(tool.name) === true) &&
      !choice.excludeTools.includes(tool.name) &&
      (!choice.readOnly || tool.annotations.readOnlyHint),
  );
  return new Map(selected.map((tool) => [tool.name, tool]));
}

/** Tools named without toolsets mean these tools only. */
function chosenToolsets({ toolsets, tools }: ToolChoice): readonly string[] {
  if (toolsets === null) return tools === null ? DEFAULT_TOOLSETS : [];
  return toolsets.includes("all") ? TOOLSETS : toolsets;
}

function refuseUnknown(kind: "tool" | "toolset", given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new ConfigurationError(
    `${JSON.stringify(unknown)} is not a ${kind}${near.length > 0 ? `: did you mean ${near.join(" or ")}?` : ""}; ` +
      `allowed: ${known.join(", ")}`,
  );
}
