/** Apps inside workspaces, through the path proxy (facts/coder-api.md 8). */
import type { Context } from "../http/context";
import { html, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { tailnetAddress } from "../rules/tailnetAddress";
import { latestBuild } from "../state/store";
import { answerAgentApi } from "./agentApi";
import { pathApp } from "./appAccess";
import { badGateway, redirect } from "./appPages";

export const appRoutes: readonly Route[] = [
  { method: "*", path: "/@{owner}/{workspace}/apps/{slug}/{path*}", auth: "none", handler: proxy },
  { method: "*", path: "/@{owner}/{workspace}/apps/{slug}", auth: "none", handler: addSlash },
];

async function proxy(context: Context): Promise<Reply> {
  const { workspace, agent, app } = pathApp(context);
  const target = new URL(app.blueprint.url);
  if (!app.listening) {
    const reason = `dial context: connect tcp [${tailnetAddress(agent.id)}]:${target.port}: connection was refused`;
    return badGateway(context.deployment.url, reason);
  }
  const { blueprint } = context.store.version(latestBuild(workspace).templateVersionId);
  if (blueprint.aiTaskApp === app.blueprint.slug) {
    return answerAgentApi(context, workspace, `/${context.param("path")}`);
  }
  return html(`<!doctype html><title>${app.blueprint.slug}</title><h1>${app.blueprint.slug}</h1>\n`);
}

/** Relative links of an app work only below its own folder. */
function addSlash({ url }: Context): Reply {
  return redirect(`${url.pathname}/${url.search}`, 307, "Temporary Redirect");
}
