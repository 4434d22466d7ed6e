import { chatControlRoutes } from "../chats/control";
import { chatRoutesOf } from "../chats/routes";
import { controlRoutes } from "../control";
import type { Generation } from "../generation";
import type { Route } from "../http/route";
import { oauthRoutes } from "../oauth/routes";
import { agentRoutes } from "./agents";
import { appRoutes } from "./apps";
import { buildRoutes } from "./builds";
import { deploymentRoutes } from "./deployment";
import { jobLogRoutes } from "./jobLogs";
import { taskRoutes } from "./tasks";
import { templateAdminRoutes } from "./templateAdmin";
import { templateRoutes } from "./templates";
import { terminalRoutes } from "./terminal";
import { userRoutes } from "./users";
import { watchRoutes } from "./watch";
import { workspaceRoutes } from "./workspaces";
import { workspaceTaskRoutes } from "./workspaceTasks";

/** All routes of a build of Coder, the first match wins. */
export function routesOf(generation: Generation, control: boolean): readonly Route[] {
  return [
    ...deploymentRoutes,
    ...userRoutes,
    ...oauthRoutes,
    ...templateRoutes,
    ...templateAdminRoutes,
    ...workspaceRoutes,
    ...buildRoutes,
    ...jobLogRoutes,
    ...watchRoutes,
    ...taskRoutesOf(generation),
    ...chatRoutesOf(generation, control),
    ...agentRoutes(generation),
    ...terminalRoutes,
    ...appRoutes,
    ...(control ? [...controlRoutes, ...chatControlRoutes] : []),
  ];
}

function taskRoutesOf(generation: Generation): readonly Route[] {
  switch (generation.tasks) {
    case "workspace":
      return workspaceTaskRoutes;
    case "own":
      return taskRoutes;
    case "none":
      return [];
  }
}
