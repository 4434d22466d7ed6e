/** What people do in several of the tests. */
import type { Workbench } from "./workbench";

/** Signs in by typing address and token. */
export async function signIn(
  workbench: Workbench,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<void> {
  await workbench.command("Coder Fleet: Sign In");
  await workbench.answer("Sign in to Coder", url);
  await workbench.answer("Sign in to", token);
}
