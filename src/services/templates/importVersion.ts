import type { Call } from "../../models/call";
import type { TemplateVersion } from "../../models/coder/template";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { watchJob } from "../watchJob";
import { templateArchive, type TemplateSource } from "./templateArchive";

/** The code of a version, and what it is called. */
export interface VersionInput extends TemplateSource {
  /** Coder makes one up where there is none. */
  readonly versionName?: string | undefined;
  readonly message?: string | undefined;
  readonly templateId?: string | undefined;
}

/**
 * Uploads a template's code and follows its import to the end, telling its stages.
 * @throws ValidationError(bad_argument) where the code cannot be packed; nothing was sent.
 * @throws CoderApiError(server_error) where the import failed, with the last lines of its log and the version's id.
 */
export async function importVersion(
  fleet: Fleet,
  input: VersionInput,
  organizationId: string,
  call: Call,
): Promise<TemplateVersion> {
  const report = progressReporter(call);
  const { templateAdmin } = fleet.deployment;
  const archive = await templateArchive(input, call);
  report(`Uploading ${archive.content.length} bytes`);
  const fileId = await templateAdmin.upload(archive, call);
  const { templateId, versionName: name, message } = input;
  const created = await templateAdmin.createVersion(
    { organizationId, fileId, templateId, name, message },
    call,
  );
  report(
    created.matched_provisioners?.count === 0
      ? `Version ${created.name}: no provisioner for it is there; it waits for one`
      : `Importing version ${created.name}`,
  );
  const { ended: version, log } = await watchJob(
    `Version ${created.name}`,
    (hear) => templateAdmin.follow(created.id, hear, call),
    report,
  );
  if (version.job.status !== "succeeded") {
    throw log.failure(
      `The import of version '${version.name}' (${version.id})`,
      version.job,
      "Correct the code and create another version; get_template_version_logs shows the whole log.",
    );
  }
  return version;
}
