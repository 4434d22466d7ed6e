import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { FrameLocator } from "playwright-core";
import * as z from "zod";
import { axe } from "../../../tools/vscode-e2e/installation";

const resultSchema = z.object({
  passes: z.array(z.unknown()),
  violations: z.array(
    z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

/** Lets axe-core look at a page with every rule it has; fails with what it finds. */
export async function assertAccessible(page: FrameLocator): Promise<void> {
  // Run from outside of the page, whose policy lets no strange script in.
  const result: unknown = await page
    .locator("html")
    .evaluate(`${readFileSync(axe, "utf8")}; axe.run(document)`);
  const { passes, violations } = resultSchema.parse(result);
  assert.ok(passes.length > 10, "axe has looked at nothing");
  assert.deepEqual(
    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`),
    [],
  );
}
