/** What people do in several of the tests. */
import type { Workbench } from "./workbench";

interface Login {
  readonly url: string;
  readonly token: string;
}

/** Signs in by typing address and token. */
export async function signIn(workbench: Workbench, { url, token }: Login): Promise<void> {
  await workbench.command("Coder Fleet: Sign In…");
  await typeAddress(workbench, url);
  await workbench.answer(`Sign in to ${url}`, token);
}

/** Answers the first question of signing in, which lists addresses where some were used before. */
export async function typeAddress(workbench: Workbench, url: string): Promise<void> {
  const another = workbench.quickInputList.filter({ hasText: "Another deployment" });
  const box = workbench.quickInputMessage.filter({ hasText: "Address of the Coder deployment" });
  await another.or(box).first().waitFor();
  if (await another.isVisible()) await another.click();
  await box.waitFor();
  await workbench.answer("Sign in to Coder", url);
}

/** Uses a test-only route of an embedded deployment. */
export async function control(url: string, route: string, body: object): Promise<void> {
  const { ok, status } = await fetch(`${url}/_embedded/${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!ok) throw new Error(`/_embedded/${route} answered ${status}`);
}
