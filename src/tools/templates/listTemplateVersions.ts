import * as z from "zod";
import type { TemplateVersion } from "../../models/coder/template";
import { relativeTime } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { templateVersions } from "../../services/templates/templateInfo";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { pageArguments, pagingFields, pagingSchema } from "../paging";
import { pageText } from "../text/paging";
import { fitRows, row } from "../text/rows";
import { templateName } from "../workspaceArguments";

const PAGE_SIZE = 20;
/** Longest message shown, in characters. */
const MESSAGE_LENGTH = 200;

const versionSchema = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  import: z.string(),
  error: z.string().optional(),
  message: z.string().optional(),
  created_at: z.string(),
  created_by: z.string(),
});

export const listTemplateVersionsTool = defineTool({
  name: "list_template_versions",
  title: "List template versions",
  toolsets: ["templates"],
  description: "List a template's versions, newest first.",
  annotations: READ_ONLY,
  input: toolInput({
    template: templateName,
    ...pageArguments(100, PAGE_SIZE),
  }),
  output: z.object({
    template: z.string(),
    versions: z.array(versionSchema),
    total_count: z.int(),
    ...pagingSchema,
  }),
  async run({ template: name, page = 1, page_size = PAGE_SIZE }, fleet, call) {
    const found = await templateVersions(fleet, name, { page, pageSize: page_size }, call);
    return {
      template: singleLine(found.template.name),
      versions: found.versions.items.map((version) => versionRow(version, found.template.active_version_id)),
      total_count: found.versions.totalCount,
      ...pagingFields(found.versions),
    };
  },
  text: ({ template, versions, ...list }, now) =>
    [
      `${template}: ${pageText("version", versions.length, list)}`,
      ...fitRows(
        versions.map((version) =>
          row(
            `${version.name}${version.active ? " (active)" : ""}`,
            version.import,
            `${relativeTime(version.created_at, now)} ago by ${version.created_by}`,
            version.id,
            ...[version.error ?? version.message ?? ""].filter((cell) => cell !== ""),
          ),
        ),
        (shown) => `… ${versions.length - shown} more left out; use a smaller page_size.`,
      ),
    ].join("\n"),
});

function versionRow(version: TemplateVersion, activeId: string): z.output<typeof versionSchema> {
  const { error, status } = version.job;
  return {
    id: version.id,
    name: singleLine(version.name),
    active: version.id === activeId,
    import: status,
    ...(error === undefined ? {} : { error: singleLine(error, MESSAGE_LENGTH) }),
    ...(version.message === "" ? {} : { message: singleLine(version.message, MESSAGE_LENGTH) }),
    created_at: version.created_at,
    created_by: singleLine(version.created_by?.username ?? "unknown"),
  };
}
