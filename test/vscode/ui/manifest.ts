/** What package.json calls things, so that tests keep to ids and survive better words. */
import assert from "node:assert/strict";
import manifest from "../../../package.json";
import words from "../../../package.nls.json";

const { commands, viewsWelcome } = manifest.contributes;
const wordsByKey = new Map(Object.entries(words));

/** A command's title as menus and buttons show it. */
export function titleOf(command: string): string {
  const found = commands.find((each) => each.command === command);
  assert.ok(found, `package.json has no command ${command}`);
  return translated(found.title);
}

/** The same as the palette shows it. */
export function paletteTitleOf(command: string): string {
  return `Coder Fleet: ${titleOf(command)}`;
}

/** What the view says in a state: the beginning of its text, and its buttons by the commands they run. */
export function welcomeOf(state: string): { readonly text: string; button(command: string): string } {
  const found = viewsWelcome.find(({ when }) => when.includes(`coderFleet.state == '${state}'`));
  assert.ok(found, `package.json has no welcome text for ${state}`);
  const contents = translated(found.contents);
  const [text = ""] = contents.split(/[.[\n]/);
  return {
    text,
    button(command) {
      const label = new RegExp(`\\[([^\\]]+)\\]\\(command:${command}\\b`).exec(contents)?.[1];
      assert.ok(label, `the welcome text for ${state} has no button for ${command}`);
      return label;
    },
  };
}

function translated(text: string): string {
  return wordsByKey.get(text.replaceAll("%", "")) ?? text;
}
