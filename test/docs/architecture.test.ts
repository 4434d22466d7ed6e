/** The picture and the table of the layers are the rules that dependency-cruiser holds. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { readPage, ROOT, snippets } from "./pages";

const page = readPage("docs/architecture.md");
const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What each folder may import besides itself and the models, by the rules. */
function allowedImports(): ReadonlyMap<string, readonly string[]> {
  const rules = z
    .object({ forbidden: z.array(z.looseObject({ name: z.string(), to: z.looseObject({}) })) })
    .parse(createRequire(import.meta.url)(join(ROOT, ".dependency-cruiser.cjs")));
  return new Map(
    rules.forbidden.flatMap(({ name, to }) => {
      const [, layer] = /^layer-(\w+)$/.exec(name) ?? [];
      const [, allowed = ""] = /^\^src\/\((.+)\)\/$/.exec(String(to["pathNot"])) ?? [];
      if (layer === undefined) return [];
      return [[layer, allowed.split("|").filter((other) => other !== layer && other !== "models")] as const];
    }),
  );
}

describe("the picture of the architecture", () => {
  const rules = allowedImports();

  it("has the arrows that the rules allow, and no others", () => {
    const [picture = ""] = snippets(page, "mermaid");
    const drawn = picture.split("\n").flatMap((line) => {
      const names = line.split("-->").map((part) => /^\W*(\w+)/.exec(part)?.[1] ?? "");
      return names.slice(1).map((to, index) => `${names[index] ?? ""} → ${to}`);
    });
    const between = drawn.filter((arrow) => arrow.split(" → ").every((name) => folders.includes(name)));
    const allowed = [...rules].flatMap(([from, others]) => others.map((to) => `${from} → ${to}`));
    assert.deepEqual(between.toSorted(), allowed.toSorted());
  });

  it("stands above a table that names every folder with what it may import", () => {
    const rows = new Map(
      page.split("\n").flatMap((line) => {
        const [, folder, , imports] = /^\| `(\w+)` +\|(.+)\|([^|]+)\|$/.exec(line) ?? [];
        if (folder === undefined || imports === undefined) return [];
        return [[folder, [...imports.matchAll(/`(\w+)`/g)].map(([, name]) => name).toSorted()] as const];
      }),
    );
    assert.deepEqual([...rows.keys()].toSorted(), folders.toSorted());
    for (const [folder, imports] of rows) {
      assert.deepEqual(imports, (rules.get(folder) ?? []).toSorted(), folder);
    }
  });
});
