/** What people do in several of the tests, and what tests do to a deployment meanwhile. */
import { type EmbeddedDeployment, type EmbeddedOptions, startEmbedded } from "../../support/embedded";
import { persist } from "./persist";
import type { Workbench } from "./workbench";

interface Login {
  readonly url: string;
  readonly token: string;
}

/** Signs in by typing address and token. */
export async function signIn(workbench: Workbench, { url, token }: Login): Promise<void> {
  await persist(`signing in to ${url}`, async (timeout) => {
    await workbench.tidy();
    await workbench.run("coderFleet.signIn");
    await typeAddress(workbench, url);
    await workbench.quickInput.answer(`Sign in to ${url}`, token);
    await workbench.quickInput.widget.waitFor({ state: "hidden", timeout });
  });
}

/** Answers the first question of signing in, which lists addresses where some were used before. */
export async function typeAddress({ quickInput }: Workbench, url: string): Promise<void> {
  const another = quickInput.rows.filter({ hasText: "Another deployment" });
  const question = quickInput.message("Address of the Coder deployment");
  await another.or(question).first().waitFor();
  if (await another.isVisible()) await quickInput.pick("Another deployment");
  await question.waitFor();
  await quickInput.answer("Sign in to Coder", url);
}

/** Opens an agent's conversation with Enter, and waits until it shows this. */
export async function openConversation(workbench: Workbench, agent: string, text: string): Promise<void> {
  const row = workbench.fleet.row(agent);
  await persist("Enter", async (timeout) => {
    await workbench.fleet.focus(row, timeout);
    await workbench.page.keyboard.press("Enter");
    await workbench.editorText.filter({ hasText: text }).waitFor({ timeout });
  });
}

/** Starts deployments for the tests of a suite, and stops them at its end. */
export function useDeployments(): (options: EmbeddedOptions) => Promise<EmbeddedDeployment> {
  const started: EmbeddedDeployment[] = [];
  after(() => Promise.all(started.map((deployment) => deployment.stop())));
  return async (options) => {
    const deployment = await startEmbedded({ control: true, ...options });
    started.push(deployment);
    return deployment;
  };
}

/** Uses a test-only route of an embedded deployment. */
export async function control(url: string, route: string, body: object): Promise<void> {
  const { ok, status } = await fetch(`${url}/_embedded/${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!ok) throw new Error(`/_embedded/${route} answered ${status}`);
}
