import assert from "node:assert/strict";
import { z } from "zod";
import type { EmbeddedDeployment } from "./embedded";
import { runCommand } from "./runCommand";

/** What `doctor --json` writes. */
export const report = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      check: z.string(),
      status: z.enum(["ok", "note", "failed", "skipped"]),
      message: z.string(),
      hint: z.string().optional(),
    }),
  ),
});

/** Runs `doctor --json`, which must write nothing but its JSON, and end with a code that fits it. */
export async function runDoctor(environment: Record<string, string>) {
  const { code, stdout, stderr } = await runCommand(["doctor", "--json"], environment);
  assert.equal(stderr, "");
  const { ok, findings } = report.parse(JSON.parse(stdout));
  assert.equal(code, ok ? 0 : 1);
  return { ok, findings, of: (check: string) => findings.find((finding) => finding.check === check) };
}

export const login = ({ url, token }: Pick<EmbeddedDeployment, "url" | "token">) => ({
  CODER_URL: url,
  CODER_SESSION_TOKEN: token,
});
