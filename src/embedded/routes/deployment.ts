import type { Context } from "../http/context";
import { forbidden } from "../http/errors";
import type { Route } from "../http/route";
import { json, text } from "../http/reply";
import { renderOrganization } from "../render/user";
import { secretText } from "../state/random";
import { checkOrganization, userOf } from "../rules/access";

/** For browsers that want notifications; this deployment sends none. */
const webpushKey = secretText(87);

const buildInfo = ({ deployment }: Context) =>
  json({
    external_url: "https://github.com/coder/coder",
    version: deployment.generation.version,
    dashboard_url: deployment.url,
    telemetry: false,
    workspace_proxy: false,
    agent_api_version: deployment.generation.agentApiVersion,
    provisioner_api_version: deployment.generation.provisionerApiVersion,
    upgrade_message: "",
    deployment_id: deployment.id,
    ...(deployment.generation.old ? {} : { webpush_public_key: webpushKey }),
  });

const deploymentConfig = (context: Context) => {
  if (!context.isOwner) throw forbidden();
  const { deployment } = context;
  return json({
    config: {
      access_url: deployment.url,
      ...(deployment.generation.chats && deployment.generation.tasks === "own"
        ? { enable_ai_tasks: true }
        : {}),
    },
    options: [],
  });
};

const organizations = ({ deployment }: Context) => json([renderOrganization(deployment)]);

/** What a deployment says of itself, and its one organization. */
export const deploymentRoutes: readonly Route[] = [
  { method: "GET", path: "/healthz", auth: "none", handler: () => text("OK") },
  { method: "GET", path: "/latency-check", auth: "none", handler: () => text("OK") },
  { method: "GET", path: "/api/v2/", auth: "none", handler: () => json({ message: "👋" }) },
  { method: "GET", path: "/api/v2/buildinfo", auth: "none", handler: buildInfo },
  { method: "GET", path: "/api/v2/experiments", handler: () => json([]) },
  { method: "GET", path: "/api/v2/experiments/available", handler: () => json({ safe: [] }) },
  { method: "GET", path: "/api/v2/applications/host", handler: () => json({ host: "" }) },
  { method: "GET", path: "/api/v2/licenses", handler: () => json([]) },
  {
    method: "GET",
    path: "/api/v2/updatecheck",
    handler: ({ deployment }) =>
      json({ current: true, version: deployment.generation.version, url: "https://github.com/coder/coder" }),
  },
  {
    method: "GET",
    path: "/api/v2/entitlements",
    handler: () =>
      json({
        features: {},
        warnings: [],
        errors: [],
        has_license: false,
        trial: false,
        require_telemetry: false,
      }),
  },
  { method: "GET", path: "/api/v2/deployment/config", handler: deploymentConfig },
  {
    method: "GET",
    path: "/api/v2/deployment/ssh",
    handler: () => json({ hostname_prefix: "coder.", hostname_suffix: "coder", ssh_config_options: {} }),
  },
  { method: "GET", path: "/api/v2/organizations", handler: organizations },
  {
    method: "GET",
    path: "/api/v2/organizations/{organization}",
    handler: (context) => {
      checkOrganization(context);
      return json(renderOrganization(context.deployment));
    },
  },
  {
    method: "GET",
    path: "/api/v2/users/{user}/organizations",
    handler: (context) => {
      userOf(context);
      return organizations(context);
    },
  },
];
