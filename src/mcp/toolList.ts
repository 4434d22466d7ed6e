import type { Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { OutputMode } from "../models/configuration";
import { isObject, type JsonObject } from "../models/jsonObject";
import type { ToolDefinition } from "../tools/definition";
import { dryRunSchema } from "../tools/preview";

/** The form every failed call has (DESIGN 6), as the output schemas admit it. */
const ERROR_SCHEMA: JsonObject = {
  type: "object",
  description: "What went wrong and what to do next; present only when the call failed.",
  properties: {
    code: { type: "string" },
    reason: { type: "string" },
    message: { type: "string" },
    hint: { type: "string" },
    retryable: { type: "boolean" },
    details: { type: "object" },
  },
  required: ["code", "reason", "message", "hint", "retryable"],
};

/** One entry of `tools/list`. With `output` = `text` no output schema is promised. */
export function listedTool(tool: ToolDefinition, output: OutputMode): Tool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: { ...jsonSchema(tool.input, "input"), type: "object" },
    ...(output === "text" ? {} : { outputSchema: outputSchema(tool) }),
    annotations: { title: tool.title, ...tool.annotations },
  };
}

/**
 * The success form, the error form or that of a dry run, as one object: clients built on SDK 1 check the structured
 * content of failed calls too, and the protocol wants an object at the root.
 */
function outputSchema({ input, output }: ToolDefinition): JsonObject & { type: "object" } {
  const { properties, required, ...rest } = jsonSchema(output, "output");
  const dryRun = "dry_run" in input.shape ? jsonSchema(dryRunSchema, "output")["properties"] : undefined;
  return {
    ...rest,
    type: "object",
    properties: {
      ...(isObject(properties) ? properties : {}),
      ...(isObject(dryRun) ? dryRun : {}),
      error: ERROR_SCHEMA,
    },
    anyOf: [
      { required: Array.isArray(required) ? required : [] },
      ...(dryRun === undefined ? [] : [{ required: ["dry_run"] }]),
      { required: ["error"] },
    ],
  };
}

/**
 * Without what says nothing to a model: `$schema` (the protocol fixes the dialect) and the bounds of safe integers;
 * and with one type in each place, because some clients map schemas to dialects that know no lists of types.
 */
function jsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonObject {
  const described = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema: part }) => {
      if (part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum;
      if (part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum;
    },
  });
  delete described.$schema;
  return withSingleTypes(described);
}

/** Says `anyOf` where a list of types stands, which zod writes for what may be null. */
function withSingleTypes(schema: JsonObject): JsonObject {
  const parts = Object.entries(schema).map(([key, value]): [string, unknown] =>
    key === "type" && Array.isArray(value)
      ? ["anyOf", value.map((type: unknown) => ({ type }))]
      : [key, withinSchema(value)],
  );
  return Object.fromEntries(parts);
}

function withinSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withinSchema);
  return isObject(value) ? withSingleTypes(value) : value;
}
