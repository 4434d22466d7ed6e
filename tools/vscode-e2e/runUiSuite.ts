import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResults } from "../../test/vscode/support/suiteResults";
import { run } from "../../test/vscode/ui/index";
import { artefacts } from "./folders";
import { packageExtension } from "./packageExtension";

/** Packages the extension and drives it in a browser; answers what the suite reported. */
export async function runUiSuite(only = ""): Promise<SuiteResults> {
  packageExtension();
  const results = await run(only);
  writeFileSync(join(artefacts, "ui-results.json"), JSON.stringify(results, null, 2));
  return results;
}
