/** What package.json promises VS Code, held against the code. */
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { settingRows } from "../../src/services/configuration/settings";
import manifest from "../../package.json";
import words from "../../package.nls.json";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { contributes } = manifest;
const contributed = new Set(contributes.commands.map(({ command }) => command));
const properties = new Map<string, { scope: string; order: number; default?: unknown }>(
  Object.entries(contributes.configuration.properties),
);

describe("package.json", () => {
  it("has a setting for every row of the settings table that has a scope, with that scope", () => {
    for (const [key, { scope }] of settingRows()) {
      assert.equal(properties.get(`coderFleet.${key}`)?.scope, scope ?? undefined, key);
    }
  });

  it("lets no workspace set anything", () => {
    for (const [key, { scope }] of properties) assert.ok(["application", "machine"].includes(scope), key);
  });

  it("orders the settings without gaps", () => {
    assert.deepEqual(
      [...properties.values()].map(({ order }) => order),
      [...properties.values()].map((_, index) => index + 1),
    );
  });

  it("contributes exactly the commands that are registered", () => {
    const source = readFileSync(`${root}/src/vscode/commands/registerCommands.ts`, "utf8");
    const table = /const COMMANDS[^{]*\{([^}]*)\}/u.exec(source)?.[1] ?? "";
    const registered = table
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    assert.deepEqual([...contributed].sort(), registered.map((name) => `coderFleet.${name}`).sort());
  });

  it("names only contributed commands in menus, key bindings and welcome texts", () => {
    const used = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(words).flatMap((text) =>
        [...text.matchAll(/command:(coderFleet\.\w+)(?![\w.])/gu)].map(([, id]) => id),
      ),
    ];
    for (const command of used) assert.ok(command !== undefined && contributed.has(command), command);
  });

  it("offers each button of a row in the row's context menu too, which the keyboard reaches", () => {
    const items = contributes.menus["view/item/context"];
    const [buttons, inMenu] = [true, false].map(
      (inline) =>
        new Set(items.filter(({ group }) => group.startsWith("inline") === inline).map((i) => i.command)),
    );
    for (const command of buttons ?? []) assert.ok(inMenu?.has(command), command);
  });

  it("has keys on rows as the Explorer has: F2 renames, Delete deletes", () => {
    const keys = contributes.keybindings
      .filter(({ when }) => when.startsWith("focusedView == coderFleet.agents && listFocus"))
      .map(({ command, key, args }) => [command, key, args]);
    assert.deepEqual(keys, [
      ["coderFleet.renameAgent", "f2", "selection"],
      ["coderFleet.deleteAgent", "delete", "selection"],
    ]);
  });

  it("has all its texts in package.nls.json, and no others are there", () => {
    const used = [...JSON.stringify(manifest).matchAll(/%([\w.]+)%/gu)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it("has a welcome text for every state of the view but the list itself", () => {
    const source = readFileSync(`${root}/src/vscode/fleet/fleetState.ts`, "utf8");
    const type = /export type ViewState =([^;]*);/u.exec(source)?.[1] ?? "";
    const states = [...type.matchAll(/"(\w+)"/gu)].map(([, state]) => state);
    const shown = contributes.viewsWelcome.map(({ when }) => /== '(\w+)'/u.exec(when)?.[1]);
    assert.deepEqual([...new Set(shown)].sort(), states.filter((state) => state !== "agents").sort());
  });

  it("is activated by the view, commands, the MCP server and documents of its own only", () => {
    assert.deepEqual(manifest.activationEvents, [
      "onFileSystem:coder-fleet",
      "onFileSystem:coder-fleet-log",
      "onFileSystem:coder-fleet-prompt",
    ]);
  });
});

describe("l10n/bundle.l10n.json", () => {
  it("holds every sentence said in code", () => {
    const check = spawnSync(process.execPath, ["scripts/generate-l10n.mjs", "--check"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(check.status, 0, check.stderr);
  });
});
