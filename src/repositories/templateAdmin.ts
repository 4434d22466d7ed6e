import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { rows } from "../models/coder/common";
import { templateSchema, templateVersionSchema, uploadedFileSchema } from "../models/coder/template";
import { buildLogSchema } from "../models/coder/workspace";
import type { TemplateAdminRepository } from "./deployment";
import { followJob } from "./jobs";
import { aboutVersion } from "./templates";

const logsSchema = rows(buildLogSchema);

/** How long an upload may take, in milliseconds: archives are large and lines slow. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** Making, changing and deleting templates. */
export function templateAdminRepository(client: CoderClient): TemplateAdminRepository {
  const version: TemplateAdminRepository["version"] = (id, call) =>
    client.json(routes.templateVersion, { ...aboutVersion(id), schema: templateVersionSchema }, call);
  const ofTemplate = (template: string) =>
    ({ params: { template }, subject: { kind: "template", name: template } }) as const;

  return {
    version,
    logs: (id, call) =>
      client.json(routes.templateVersionLogs, { ...aboutVersion(id), schema: logsSchema }, call),

    follow: (id, onLog, call) =>
      followJob(
        client,
        { route: routes.followTemplateVersionLogs, ...aboutVersion(id) },
        onLog,
        () => version(id, call),
        call,
      ),

    async upload(file, call) {
      const options = { file, schema: uploadedFileSchema, timeoutMs: UPLOAD_TIMEOUT_MS };
      return (await client.json(routes.uploadFile, options, call)).hash;
    },

    createVersion: ({ organizationId, fileId, templateId, name, message }, call) =>
      client.json(
        routes.createTemplateVersion,
        {
          params: { organization: organizationId },
          body: {
            storage_method: "file",
            provisioner: "terraform",
            tags: {},
            file_id: fileId,
            template_id: templateId,
            name,
            message,
          },
          schema: templateVersionSchema,
        },
        call,
      ),

    createTemplate: ({ organizationId, versionId, name, displayName, description }, call) =>
      client.json(
        routes.createTemplate,
        {
          params: { organization: organizationId },
          body: {
            name,
            template_version_id: versionId,
            display_name: displayName,
            description,
          },
          schema: templateSchema,
          subject: { kind: "template", name },
        },
        call,
      ),

    setActive: (template, versionId, call) =>
      client.empty(routes.setActiveVersion, { ...ofTemplate(template), body: { id: versionId } }, call),

    delete: (template, call) => client.empty(routes.deleteTemplate, ofTemplate(template), call),
  };
}
