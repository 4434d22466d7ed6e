import { type ExtensionContext, l10n, Uri } from "vscode";
import { Dashboard } from "../dashboard/dashboard";
import { Notifications } from "../attention/notifications";
import { FleetStatusBar } from "../attention/statusBar";
import { WindowClaims } from "../attention/windowClaims";
import { Connections } from "../deployments/connections";
import { Deployments } from "../deployments/deployments";
import { Expiry } from "../deployments/expiry";
import { RememberedDeployments } from "../deployments/remembered";
import { SessionSecrets } from "../deployments/sessionSecrets";
import { SignIn } from "../deployments/signIn";
import { Consent } from "../demo/consent";
import { Demo } from "../demo/demo";
import { ActiveDocument } from "../documents/activeDocument";
import { AgentDocuments } from "../documents/agentDocuments";
import { DocumentLinks } from "../documents/documentLinks";
import { WorkspaceFiles } from "../files/workspaceFiles";
import { AgentDetailsSource } from "../fleet/agentDetailsSource";
import { FleetStore } from "../fleet/fleetStore";
import { FleetTree } from "../fleet/fleetTree";
import { FleetView } from "../fleet/fleetView";
import { ViewChoices } from "../fleet/viewChoices";
import { DeploymentServerProvider } from "../mcp/deploymentServerProvider";
import { ServerProvider } from "../mcp/serverProvider";
import { VERSION } from "../../models/version";
import { OutputDocuments } from "../outputs/outputDocuments";
import { Drafts } from "../prompts/drafts";
import { PromptEditor } from "../prompts/promptEditor";
import { Prompts } from "../prompts/prompts";
import { Disposables } from "./disposables";
import { Log } from "./log";
import { Messages } from "./messages";
import type { Parts } from "./parts";
import { Settings } from "./settings";
import type { Translate } from "./translate";

/** Builds everything, each on what stands before it; it ends in reverse order with the extension. */
export function compose(context: ExtensionContext): Parts {
  const disposables = new Disposables();
  context.subscriptions.push(disposables);
  const t: Translate = (message, ...args) => l10n.t(message, ...args);

  const log = disposables.add(new Log());
  const settings = disposables.add(new Settings());
  const secrets = disposables.add(new SessionSecrets(context.secrets));
  const remembered = new RememberedDeployments(context.globalState);
  const deployments = disposables.add(new Deployments(remembered, secrets, log));
  const connections = disposables.add(new Connections(deployments, settings, log));
  const signIn = new SignIn(deployments, settings, t);
  const expiry = disposables.add(new Expiry(deployments, t, (url) => signIn.run(url)));
  const refused = (url: string): boolean => {
    const session = deployments.get(url);
    if (session !== undefined) expiry.refused(url, session.token);
    return session !== undefined;
  };
  const messages = new Messages(log, t, refused);

  const choices = disposables.add(new ViewChoices(context.workspaceState));
  const store = disposables.add(
    new FleetStore(
      {
        list: async (url, scope, call) => {
          const fleet = await connections.fleet(url);
          const { fleetList } = await import("../../services/late");
          return fleetList(fleet, scope, call);
        },
        news: async (url, hear, call) => {
          const [fleet, { fleetNews }] = await Promise.all([
            connections.fleet(url),
            import("../../services/late"),
          ]);
          return fleetNews(fleet, hear, call);
        },
        refused: (url, token) => {
          expiry.refused(url, token);
        },
      },
      choices.scope,
    ),
  );
  const details = new AgentDetailsSource(connections, t);
  const tree = disposables.add(new FleetTree(details, choices.current, t));
  const view = disposables.add(new FleetView({ deployments, store, tree, choices, t }));
  const serverScript = context.asAbsolutePath("dist/server.js");
  const servers = disposables.add(
    new ServerProvider({
      deployments,
      settings,
      signIn,
      script: serverScript,
      version: VERSION,
      t,
    }),
  );
  const deploymentServers = disposables.add(
    new DeploymentServerProvider({ deployments, connections, settings, log, version: VERSION, t }),
  );
  const documents = disposables.add(new AgentDocuments({ deployments, connections, store, refused, t }));
  disposables.add(new DocumentLinks(documents, t));
  disposables.add(new ActiveDocument(documents));
  const dashboard = disposables.add(
    new Dashboard({
      store,
      watch: () => view.watch(),
      folder: Uri.joinPath(context.extensionUri, "dist"),
      hosts: () => view.hosts,
      open: (entry) => documents.show("log", entry),
      t,
    }),
  );
  disposables.add(new FleetStatusBar(store, t));
  disposables.add(
    new Notifications({
      store,
      claims: new WindowClaims(Uri.joinPath(context.globalStorageUri, "told").fsPath),
      isOwn: ({ deployment, agent }) => deployments.get(deployment)?.user === agent.owner,
      fleetVisible: () => view.visible,
      choice: () => settings.notifications,
      withQuestion: (entry) => details.withQuestion(entry),
      open: (entry) => documents.show("log", entry),
      failed: (error, deployment) => void messages.failed(error, deployment),
      t,
    }),
  );
  disposables.add(new WorkspaceFiles({ deployments, connections, t }));
  const outputs = disposables.add(new OutputDocuments(t));
  const drafts = new Drafts(context.globalState);
  const promptEditor = disposables.add(new PromptEditor(drafts, t));
  const demo = disposables.add(
    new Demo({
      deployments,
      remembered,
      settings,
      signIn,
      script: context.asAbsolutePath("dist/embedded.js"),
    }),
  );
  return {
    ...{ t, log, settings, deployments, connections, signIn, messages },
    ...{ store, details, tree, choices, view, servers },
    ...{ serverScript, deploymentServers },
    ...{ documents, prompts: new Prompts(drafts, t), promptEditor, drafts, demo, outputs },
    consent: new Consent(context.globalState),
    dashboard,
  };
}
