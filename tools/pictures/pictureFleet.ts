/** The fleet that the pictures show, as people's assistants make one: through the tools. */
import { startEmbedded } from "../../test/support/embedded";
import { openToolBench } from "../../test/support/toolBench";
import { nameDeployment } from "./namedDeployment";

const PROJECT = "Claude Agent";

/** The agent whose conversation is shown. */
export const SHOWN = {
  name: "checkout-timeout",
  task: "Find out why the checkout times out under load, and fix it",
  end: "Ready for your review",
  nextTask: "Add a test that the checkout answers within a second",
};

export interface PictureFleet {
  readonly url: string;
  readonly token: string;
  /** A proxy by which the address is reached. */
  readonly proxy: string;
  /** Gives the fleet new work; answers when some of it is done. */
  beginWork(): Promise<void>;
  /** Lets one more agent wait for an answer. */
  ask(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a fleet with days behind it: agents that are idle, at work, and offline. */
export async function startPictureFleet(): Promise<PictureFleet> {
  const deployment = await startEmbedded({ agents: 10, generation: "tasks+chats", speed: 1, seed: 35 });
  const named = await nameDeployment(deployment.url, "coder.example.com");
  const bench = openToolBench(deployment);
  const create = (name: string, task: string) => bench.call("create_agent", { name, task, project: PROJECT });
  return {
    url: named.url,
    token: deployment.token,
    proxy: named.proxy,
    async beginWork() {
      await create(SHOWN.name, SHOWN.task);
      await create("session-cookies", "Move the session to signed cookies think=900");
      await create("export-to-csv", "[complete] Let customers export their orders as CSV");
      await create("product-images", "Serve product images as AVIF think=900");
      for (const name of [SHOWN.name, "export-to-csv"]) await bench.until(name, "idle");
    },
    async ask() {
      const name = "invoice-archive";
      await bench.call("create_agent", { name, task: "[ask] Keep invoices for ten years", plan_mode: true });
    },
    async stop() {
      bench.close();
      named.stop();
      await deployment.stop();
    },
  };
}
