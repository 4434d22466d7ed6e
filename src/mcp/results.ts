import type { CallToolResult } from "@modelcontextprotocol/server";
import type { OutputMode } from "../models/configuration";
import type { FleetError } from "../models/errors";

/** A call that did what it should. */
export function success(
  structured: Record<string, unknown>,
  text: string,
  output: OutputMode,
): CallToolResult {
  return {
    content: [{ type: "text", text }],
    ...(output === "text" ? {} : { structuredContent: structured }),
  };
}

/**
 * A failed call. Some clients show a model the text, others the structured form, none both: each says what went
 * wrong and what to do next.
 */
export function failure(error: FleetError, output: OutputMode): CallToolResult {
  const lines = [`${error.code}: ${error.message}`, `Hint: ${error.hint}`, ...detailLines(error)];
  return {
    isError: true,
    content: [{ type: "text", text: lines.join("\n") }],
    ...(output === "text" ? {} : { structuredContent: { error: error.toPayload() } }),
  };
}

/** What Coder said beyond the message: nothing is said twice. */
function detailLines({ message, details }: FleetError): readonly string[] {
  if (details === undefined) return [];
  const said = [
    ...(details.detail === undefined ? [] : [details.detail]),
    ...(details.validations ?? []).map(({ field, detail }) => `${field}: ${detail}`),
  ];
  return [
    ...said.filter((text) => !message.includes(text)).map((text) => `Coder: ${text}`),
    ...(details.related === undefined ? [] : [`Related: ${details.related.join(", ")}`]),
  ];
}
