/**
 * Runs the integration scenarios against a deployment and writes down the traffic:
 * `CODER_SESSION_TOKEN=… npm run record -- --url https://coder.example.com --out DIR`.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { recordScenarios } from "./recordScenarios";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: "string" }, out: { type: "string" } } });
  const token = process.env["CODER_SESSION_TOKEN"] ?? "";
  if (token === "") throw new Error("CODER_SESSION_TOKEN is empty: set it to a token of the deployment");
  if (values.url === undefined || !/^https?:\/\/./.test(values.url)) {
    throw new Error(
      `--url "${values.url ?? ""}": give the address of a Coder deployment, http:// or https://`,
    );
  }
  if (values.out === undefined) throw new Error("--out is missing: name the folder to write to");
  await recordScenarios(new URL(values.url), token, resolve(values.out), (line) => {
    process.stdout.write(`${line}\n`);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
