import type { Deployment } from "../deployment";
import { nilUuid } from "../http/uuid";
import type { Parameter, Preset } from "../state/blueprint";
import type { Template, TemplateVersion } from "../state/types";
import { renderJob } from "./job";
import { iso } from "./time";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Coder measures build times once in a while; a deployment as young as this one has none yet. */
const notMeasured = { P50: null, P95: null };

/** A template as the API shows it. */
export function renderTemplate(deployment: Deployment, template: Template) {
  const { old } = deployment.generation;
  return {
    id: template.id,
    created_at: iso(template.createdAt),
    updated_at: iso(template.updatedAt),
    organization_id: deployment.organizationId,
    organization_name: deployment.organizationName,
    organization_display_name: "Coder",
    organization_icon: "",
    name: template.name,
    display_name: template.displayName,
    provisioner: "terraform",
    active_version_id: template.activeVersionId,
    active_user_count: 0,
    build_time_stats: { delete: notMeasured, start: notMeasured, stop: notMeasured },
    description: template.description,
    deprecated: template.deprecationMessage !== "",
    deprecation_message: template.deprecationMessage,
    ...(old ? {} : { deleted: template.deleted }),
    icon: template.icon,
    default_ttl_ms: template.defaultTtlMs,
    activity_bump_ms: template.activityBumpMs,
    ...(old ? {} : { time_til_autostop_notify_ms: 0 }),
    autostop_requirement: { days_of_week: [], weeks: 1 },
    autostart_requirement: { days_of_week: weekdays },
    created_by_id: template.createdBy,
    created_by_name: deployment.store.user(template.createdBy).username,
    allow_user_autostart: true,
    allow_user_autostop: true,
    allow_user_cancel_workspace_jobs: template.allowUserCancelJobs,
    failure_ttl_ms: 0,
    time_til_dormant_ms: 0,
    time_til_dormant_autodelete_ms: 0,
    require_active_version: false,
    max_port_share_level: "public",
    cors_behavior: "simple",
    use_classic_parameter_flow: false,
    ...(old ? {} : { agents_allowed: true, disable_module_cache: false }),
  };
}

/** A template version as the API shows it. */
export function renderVersion(deployment: Deployment, version: TemplateVersion) {
  const author = deployment.store.user(version.createdBy);
  const { old } = deployment.generation;
  return {
    id: version.id,
    template_id: version.templateId ?? nilUuid,
    organization_id: deployment.organizationId,
    created_at: iso(version.createdAt),
    updated_at: iso(version.updatedAt),
    name: version.name,
    message: version.message,
    job: renderJob(deployment, version.job, { template_version_id: version.id }),
    readme: "",
    created_by: {
      id: author.id,
      username: author.username,
      ...(old ? {} : { name: author.name }),
    },
    archived: version.archived,
    has_external_agent: false,
  };
}

/** Coder writes presets with Go's own field names. */
export function renderPresets(presets: readonly Preset[]) {
  if (presets.length === 0) return null;
  return presets.map((preset) => ({
    ID: preset.id,
    Name: preset.name,
    Parameters: preset.parameters.map(({ name, value }) => ({ Name: name, Value: value })),
    Default: preset.default,
    DesiredPrebuildInstances: 0,
    Description: preset.description,
    Icon: preset.icon,
  }));
}

/** A rich parameter as the API shows it. */
export function renderParameter(parameter: Parameter) {
  const { validation } = parameter;
  return {
    name: parameter.name,
    ...(parameter.displayName === "" ? {} : { display_name: parameter.displayName }),
    description: parameter.description,
    description_plaintext: parameter.description,
    type: parameter.type,
    form_type: parameter.formType,
    mutable: parameter.mutable,
    default_value: parameter.defaultValue ?? "",
    icon: parameter.icon,
    options: parameter.options,
    ...(validation?.error === undefined ? {} : { validation_error: validation.error }),
    ...(validation?.regex === undefined ? {} : { validation_regex: validation.regex }),
    ...(validation?.min === undefined ? {} : { validation_min: validation.min }),
    ...(validation?.max === undefined ? {} : { validation_max: validation.max }),
    ...(validation?.monotonic === undefined ? {} : { validation_monotonic: validation.monotonic }),
    required: parameter.defaultValue === null,
    ephemeral: parameter.ephemeral,
  };
}
