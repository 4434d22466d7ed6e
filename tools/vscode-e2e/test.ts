/**
 * `npm run test:vscode`: the tests in a real VS Code. First the suite in the extension host, then the packaged
 * extension driven in a browser. Where VS Code or Chromium is missing they are left out by name; with CI=true
 * that is a failure. `-- host` or `-- ui` runs one of them, a further word only tests whose title holds it.
 */
import { artefacts, emptyFolder } from "./folders";
import { install } from "./installation";
import { leaveOut } from "./notInstalled";
import { reportResults } from "./reportResults";
import { runHostSuite } from "./runHostSuite";
import { runUiSuite } from "./runUiSuite";

const [suite, only] = process.argv.slice(2);
const wanted = (name: string): boolean => suite === undefined || suite === name;

async function main(): Promise<number> {
  let installation;
  try {
    installation = install();
  } catch (error) {
    return leaveOut(
      error,
      "extension host of VS Code (test/vscode/host)",
      "packaged extension in a browser (test/vscode/ui)",
    );
  }
  emptyFolder(artefacts);
  let ok = true;
  if (wanted("host")) {
    const results = await again(() => runHostSuite(installation, { only }));
    ok = reportResults(`Extension host of VS Code ${results.vscode}`, results) && ok;
  }
  if (wanted("ui")) {
    const results = await again(() => runUiSuite(only));
    ok = reportResults("Packaged extension in a browser", results) && ok;
  }
  process.stdout.write(`Results and screenshots: ${artefacts}\n`);
  return ok ? 0 : 1;
}

/** A second chance, with notice, where VS Code or the browser did not even start: nothing was tested then. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    process.stdout.write(`Starting once more after: ${String(error)}\n`);
    return run();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
