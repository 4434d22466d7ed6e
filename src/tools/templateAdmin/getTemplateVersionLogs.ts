import * as z from "zod";
import { singleLine } from "../../models/text";
import { templateVersionLogs } from "../../services/templates/templateAdmin";
import { READ_ONLY } from "../annotations";
import { integer, optional, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { fitTexts } from "../text/messages";
import { UNTRUSTED } from "../text/untrusted";

const LINES = 100;

export const getTemplateVersionLogsTool = defineTool({
  name: "get_template_version_logs",
  title: "Template version logs",
  toolsets: ["template-admin"],
  description: "The log of a template version's import, oldest first.",
  annotations: READ_ONLY,
  input: toolInput({
    template_version_id: z.string(),
    limit: optional(integer(1, 1_000)).describe(`Newest so many lines, default ${LINES}`),
  }),
  output: z.object({
    version: z.string(),
    import: z.string(),
    error: z.string().optional(),
    lines: z.array(z.string()),
    total_count: z.int(),
  }),
  async run({ template_version_id, limit = LINES }, fleet, call) {
    const { version, lines } = await templateVersionLogs(fleet, template_version_id, call);
    const { error } = version.job;
    const shown = lines.filter(({ output, stage }) => output !== "" || stage !== "").slice(-limit);
    return {
      version: singleLine(version.name),
      import: version.job.status,
      ...(error === undefined ? {} : { error: singleLine(error, 500) }),
      lines: [...fitTexts(shown.map(({ output, stage }) => (output === "" ? `[${stage}]` : output)))],
      total_count: lines.length,
    };
  },
  text: ({ version, import: status, error, lines, total_count }) =>
    [
      `${version}: ${status}${error === undefined ? "" : `, ${error}`}`,
      ...(lines.length < total_count
        ? [`${total_count} lines, here the newest ${lines.length}; more: limit`]
        : []),
      UNTRUSTED,
      ...lines,
    ].join("\n"),
});
