import type { Connections } from "../deployments/connections";
import type { Dashboard } from "../dashboard/dashboard";
import type { Deployments } from "../deployments/deployments";
import type { SignIn } from "../deployments/signIn";
import type { Consent } from "../demo/consent";
import type { Demo } from "../demo/demo";
import type { AgentDocuments } from "../documents/agentDocuments";
import type { AgentDetailsSource } from "../fleet/agentDetailsSource";
import type { FleetStore } from "../fleet/fleetStore";
import type { FleetTree } from "../fleet/fleetTree";
import type { FleetView } from "../fleet/fleetView";
import type { ViewChoices } from "../fleet/viewChoices";
import type { DeploymentServerProvider } from "../mcp/deploymentServerProvider";
import type { ServerProvider } from "../mcp/serverProvider";
import type { OutputDocuments } from "../outputs/outputDocuments";
import type { Drafts } from "../prompts/drafts";
import type { PromptEditor } from "../prompts/promptEditor";
import type { Prompts } from "../prompts/prompts";
import type { Log } from "./log";
import type { Messages } from "./messages";
import type { Settings } from "./settings";
import type { Translate } from "./translate";

/** What the extension is made of: handed to every command. */
export interface Parts {
  readonly t: Translate;
  readonly log: Log;
  readonly settings: Settings;
  readonly deployments: Deployments;
  readonly connections: Connections;
  readonly signIn: SignIn;
  readonly messages: Messages;
  readonly store: FleetStore;
  readonly details: AgentDetailsSource;
  readonly tree: FleetTree;
  readonly choices: ViewChoices;
  readonly view: FleetView;
  readonly servers: ServerProvider;
  /** Path of the MCP server's program. */
  readonly serverScript: string;
  readonly deploymentServers: DeploymentServerProvider;
  readonly documents: AgentDocuments;
  readonly prompts: Prompts;
  readonly promptEditor: PromptEditor;
  readonly drafts: Drafts;
  readonly outputs: OutputDocuments;
  readonly demo: Demo;
  readonly consent: Consent;
  readonly dashboard: Dashboard;
}
