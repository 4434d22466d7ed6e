/**
 * `npm run demo:vscode`: VS Code with the packaged extension in a browser, beside the embedded deployment, until
 * Ctrl-C.
 */
import { startEmbedded } from "../../test/support/embedded";
import { startCodeServer } from "./codeServer";
import { installCodeServer } from "./installation";
import { NotInstalledError } from "./notInstalled";
import { packageExtension } from "./packageExtension";

async function main(): Promise<void> {
  const server = await startCodeServer(installCodeServer(), { vsix: packageExtension() });
  try {
    const deployment = await startEmbedded({ agents: 20, speed: 1 });
    process.stdout.write(
      `VS Code:  ${server.url}\n` +
        `Sign in:  click the Coder Fleet icon, then Sign In, and give it\n` +
        `          address ${deployment.url}\n` +
        `          token   ${deployment.token}\n` +
        `Ctrl-C ends both.\n`,
    );
    // Besides ending the wait this keeps the process alive.
    await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
    await deployment.stop();
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  const known = error instanceof NotInstalledError;
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
