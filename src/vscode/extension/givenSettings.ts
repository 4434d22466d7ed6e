import type { GivenSettings } from "../../services/configuration/given";
import { type SettingKey, settingRows, SETTINGS } from "../../services/configuration/settings";

/** VS Code hands a model the JSON of results that have one; as text they cost it 62 % less (bench/output-mode.mjs). */
const OUTPUT = "text";

/** VS Code's own proxy settings. */
export interface EditorProxy {
  readonly proxy: string;
  readonly noProxy: readonly string[];
}

/**
 * The settings a person gave in VS Code, in the form that flags and environment variables are read into, so that
 * all three are checked by the same code. Empty ones count as not set.
 * @param read the value of `coderFleet.<key>` as VS Code has it
 */
export function givenSettings(read: (key: SettingKey) => unknown, editor: EditorProxy): GivenSettings {
  const given: GivenSettings = {};
  for (const [key, { scope }] of settingRows()) {
    const value = scope === null ? "" : text(read(key));
    if (value !== "") given[key] = { value, name: `coderFleet.${key}`, origin: "process" };
  }
  given.output ??= { value: OUTPUT, name: "coderFleet.output", origin: "process" };
  if (editor.proxy !== "") {
    given.httpProxy = { value: editor.proxy, name: "http.proxy", origin: "process" };
    given.httpsProxy = given.httpProxy;
  }
  if (editor.noProxy.length > 0) {
    given.noProxy = { value: editor.noProxy.join(","), name: "http.noProxy", origin: "process" };
  }
  return given;
}

function text(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value.trim();
    case "boolean":
      return value ? "true" : "";
    case "number":
      return String(value);
    default:
      return Array.isArray(value) ? value.filter((item) => typeof item === "string").join(",") : "";
  }
}

/** Those that a person chose for servers everywhere: without defaults, and without what only VS Code is better with. */
export function chosenSettings(given: GivenSettings): GivenSettings {
  const chosen: GivenSettings = {};
  for (const [key, setting] of settingRows()) {
    const value = given[key];
    if (key !== "output" && value !== undefined && value.value !== setting.default) chosen[key] = value;
  }
  return chosen;
}

/** The same settings as environment variables, for a server that is started with them. Holds no secret. */
export function settingsEnvironment(given: GivenSettings): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (isSettingKey(key)) environment[SETTINGS[key].environment[0]] = value.value;
  }
  return environment;
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}
