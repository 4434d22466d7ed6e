import { type EmbeddedDeployment, type EmbeddedOptions, startEmbedded } from "../../support/embedded";
import { startGateway } from "../support/gateway";
import { openWindow } from "./setup";
import { control, signIn } from "./steps";
import type { Workbench } from "./workbench";

/** In one window, one after the other: so it also shows that each state gives way to the next. */
describe("the Fleet view says what it knows", () => {
  let workbench: Workbench;
  const ends: (() => Promise<void>)[] = [];

  async function start(options: EmbeddedOptions): Promise<EmbeddedDeployment> {
    const deployment = await startEmbedded({ control: true, ...options });
    ends.push(() => deployment.stop());
    return deployment;
  }
  const button = (name: string) => workbench.sideBar.getByRole("button", { name });
  const text = (words: string | RegExp) => workbench.sideBar.getByText(words).first();

  before(async () => {
    workbench = await openWindow();
    await workbench.showFleet();
  });
  after(async () => {
    await workbench.close();
    await Promise.all(ends.map((end) => end()));
  });

  it("signed out: offers to sign in and to try the demo", async () => {
    await button("Sign In").waitFor();
    await button("Try the Demo").waitFor();
    await workbench.screenshotInEveryTheme("state-signed-out");
  });

  it("no agents: offers to create one", async () => {
    await signIn(workbench, await start({ agents: 0 }));
    await text("no agents").waitFor();
    await button("Create Agent").first().waitFor();
    await workbench.screenshotInEveryTheme("state-no-agents");
  });

  it("loading: says so until the deployment has answered", async () => {
    const deployment = await start({ agents: 12, latency: 3_000 });
    await signIn(workbench, deployment);
    await text("Looking for your agents").waitFor();
    await workbench.screenshotInEveryTheme("state-loading");
    await control(deployment.url, "faults", { latency_ms: 0 });
  });

  it("agents: lists them in groups", async () => {
    await workbench.row("Working").waitFor();
    await workbench.row("add-healthcheck").waitFor();
    await workbench.screenshotInEveryTheme("state-fleet");
  });

  it("unsupported: says what the deployment lacks, and offers another one", async () => {
    const { url, token } = await start({ agents: 0 });
    const gateway = await startGateway(url, { hidden: /^\/api\/(v2|experimental)\/(tasks|chats)/ });
    ends.push(() => gateway.stop());
    await signIn(workbench, { url: gateway.url, token });
    await text("neither").waitFor();
    await button("Sign In to Another Deployment").waitFor();
    await workbench.screenshotInEveryTheme("state-unsupported");
  });

  it("cannot connect: says so with a Retry, which works once the deployment is back", async () => {
    const { url, token } = await start({ agents: 3 });
    const gateway = await startGateway(url);
    await signIn(workbench, { url: gateway.url, token });
    await workbench.row("Claude Agent").waitFor();
    await gateway.stop();
    await workbench.reload();
    await text("Cannot connect").waitFor();
    await workbench.screenshotInEveryTheme("state-cannot-connect");
    const { port } = new URL(gateway.url);
    const again = await startGateway(url, { port: Number(port) });
    ends.push(() => again.stop());
    await button("Retry").click();
    await workbench.row("Claude Agent").waitFor();
  });
});
