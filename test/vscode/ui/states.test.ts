import { startGateway } from "../support/gateway";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";

/** In one window, one after the other: so it also shows that each state gives way to the next. */
describe("the Fleet view says what it knows", () => {
  const open = useWindow();
  const start = useDeployments();
  const ends: (() => Promise<void>)[] = [];
  after(() => Promise.all(ends.map((end) => end())));

  const startBehindGateway = async (agents: number, rules?: Parameters<typeof startGateway>[1]) => {
    const { url, token } = await start({ agents });
    const gateway = await startGateway(url, rules);
    ends.push(() => gateway.stop());
    return { gateway, login: { url: gateway.url, token } };
  };

  it("signed out: offers to sign in and to try the demo", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    await fleet.says("signedOut");
    await fleet.button("signedOut", "coderFleet.signIn").waitFor();
    await fleet.button("signedOut", "coderFleet.startDemo").waitFor();
    await workbench.screenshotInEveryTheme("state-signed-out");
  });

  it("no agents: offers to create one", async () => {
    const workbench = await open();
    await signIn(workbench, await start({ agents: 0 }));
    await workbench.fleet.says("empty");
    await workbench.fleet.button("empty", "coderFleet.createAgent").waitFor();
    await workbench.screenshotInEveryTheme("state-no-agents");
  });

  it("loading: says so until the deployment has answered, then lists agents in groups", async () => {
    const workbench = await open();
    const { gateway, login } = await startBehindGateway(12, { held: /\/(tasks|chats)\b/ });
    await signIn(workbench, login);
    await workbench.fleet.says("loading");
    await workbench.screenshotInEveryTheme("state-loading");
    gateway.release();
    await workbench.fleet.row("Working").waitFor();
    await workbench.fleet.anyAgent.waitFor();
    await workbench.screenshotInEveryTheme("state-fleet");
    await workbench.fleet.dragEdge(220);
    await workbench.screenshotInEveryTheme("state-fleet-narrow");
    await workbench.fleet.dragEdge(320);
  });

  it("unsupported: says what the deployment lacks, and offers another one", async () => {
    const workbench = await open();
    const { login } = await startBehindGateway(0, { hidden: /^\/api\/(v2|experimental)\/(tasks|chats)/ });
    await signIn(workbench, login);
    await workbench.fleet.says("unsupported");
    await workbench.fleet.button("unsupported", "coderFleet.signIn").waitFor();
    await workbench.screenshotInEveryTheme("state-unsupported");
  });

  it("cannot connect: says so with a Retry, which works once the deployment is back", async () => {
    const workbench = await open();
    const { gateway, login } = await startBehindGateway(3);
    await signIn(workbench, login);
    await workbench.fleet.anyAgent.waitFor();
    gateway.down = true;
    await workbench.reload();
    await workbench.fleet.says("unreachable");
    await workbench.screenshotInEveryTheme("state-cannot-connect");
    gateway.down = false;
    await workbench.fleet.button("unreachable", "coderFleet.refresh").click();
    await workbench.fleet.anyAgent.waitFor();
  });
});
