/**
 * `npm run test:real`: the tests of this folder in a workspace of a real deployment, given by CODER_URL,
 * CODER_SESSION_TOKEN and CODER_WORKSPACE. They write below its home and temporary directory and clean up.
 */
import { spawnSync } from "node:child_process";

const missing = ["CODER_URL", "CODER_SESSION_TOKEN", "CODER_WORKSPACE"].filter(
  (name) => (process.env[name] ?? "") === "",
);
if (missing.length > 0) {
  process.stderr.write(`Set ${missing.join(", ")}: npm run test:real needs a running workspace.\n`);
  process.exit(2);
}
const { status } = spawnSync(
  "npx",
  ["mocha", "--no-config", "--import=tsx", "--timeout", "30000", "test/inside/**/*.test.ts"],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
