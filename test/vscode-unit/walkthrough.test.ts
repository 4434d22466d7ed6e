/** The walkthrough that package.json contributes. */
import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json";
import words from "../../package.nls.json";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { commands, views, walkthroughs } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const wordsByKey = new Map(Object.entries(words));
/** What VS Code brings itself. */
const FOREIGN = ["workbench.mcp.listServer", "workbench.action.openSettings"];

const known = new Set([
  ...commands.map(({ command }) => command),
  ...Object.values(views).flatMap((all) => all.map(({ id }) => `${id}.focus`)),
  ...FOREIGN,
]);

function said(key: string): string {
  return wordsByKey.get(key.replaceAll("%", "")) ?? "";
}

describe("the walkthrough", () => {
  it("is the one that the command opens", () => {
    const source = readFileSync(`${root}/src/vscode/commands/view/openWalkthrough.ts`, "utf8");
    assert.deepEqual(
      walkthroughs.map(({ id }) => `${manifest.publisher}.${manifest.name}#${id}`),
      [/"(\S+#\S+)"/u.exec(source)?.[1]],
    );
  });

  for (const { id, title, description, media, completionEvents } of steps) {
    describe(id, () => {
      it("says what to do, and has a button that does it", () => {
        assert.match(said(title), /^[A-Z].{10,50}$/u);
        assert.match(said(description), /^\[[^\]]+\]\(command:/mu, "a link alone on its line is a button");
      });

      it("runs only commands that exist", () => {
        const used = [...said(description).matchAll(/command:([\w.]+)/gu)].map(([, command]) => command);
        assert.deepEqual(
          used.filter((command) => command === undefined || !known.has(command)),
          [],
        );
      });

      it("has a picture for every kind of theme, and words for who does not see it", () => {
        assert.ok(said(media.altText).length > 20);
        for (const path of Object.values(media.image)) assert.ok(existsSync(`${root}/${path}`), path);
      });

      it("is done by something that VS Code can notice", () => {
        assert.ok(completionEvents.length > 0);
        for (const event of completionEvents) {
          const [kind, what = ""] = event.split(/:(.*)/su);
          if (kind === "onCommand") assert.ok(known.has(what), event);
          else assert.match(event, /^onContext:coderFleet\.(signedIn|state == 'agents')$/u);
        }
      });
    });
  }
});
