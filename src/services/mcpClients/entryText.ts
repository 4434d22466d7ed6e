import { ConfigurationError } from "../../models/configuration";
import { isObject } from "../../models/jsonObject";
import type { McpClient } from "./clients";
import { changeJson, differences, readJson, type Change } from "./jsonText";
import { ENTRY_NAME, type ServerEntry } from "./serverEntry";
import { changeToml, readToml } from "./tomlText";

/** As an index: the parser adds to a list. */
const AT_THE_END = -1;
/** Variables that say where the deployment and the token are. They are one source, so none stays from before. */
const SOURCE_VARIABLES = ["CODER_URL", "CODER_SESSION_TOKEN", "CODER_SESSION_TOKEN_FILE", "CODER_CONFIG_DIR"];

/**
 * The text of a client's configuration with our entry, or without it. Everything else stays as it is.
 * @param entry undefined takes it out
 * @throws ConfigurationError where the text is not what the client reads
 */
export function textWith(
  client: McpClient,
  text: string,
  entry: ServerEntry | undefined,
  file: string,
): string {
  const content = contentOf(client, text, file);
  const servers = content[client.key] ?? {};
  if (!isObject(servers)) {
    throw new ConfigurationError(`${client.key} in ${file} is no object; mend it first, nothing was changed`);
  }
  const asked = client.inputs === undefined ? [] : (content[client.inputs.key] ?? []);
  if (!Array.isArray(asked)) {
    throw new ConfigurationError(
      `${client.inputs?.key ?? ""} in ${file} is no list; mend it first, nothing was changed`,
    );
  }
  const before = servers[ENTRY_NAME];
  if (entry === undefined && before === undefined) return text;
  const after = entry === undefined ? undefined : withOthers(client.value(entry), before);
  switch (client.format) {
    case "toml":
      return changeToml(text, [client.key, ENTRY_NAME], after, file);
    case "json":
      return changeJson(
        text,
        [
          ...differences([client.key, ENTRY_NAME], before, after),
          ...(entry === undefined ? leftInputs(client, content) : missingInputs(client, content, entry)),
        ],
        file,
      );
  }
}

/** What the configuration holds. @throws ConfigurationError where it is not what the client reads */
export function contentOf(
  { format }: McpClient,
  text: string,
  file: string,
): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  return format === "json" ? readJson(text, file) : readToml(text, file);
}

/** Our entry with what its owner added to it: time limits, approvals, further variables. */
function withOthers(
  ours: Readonly<Record<string, unknown>>,
  before: unknown,
): Readonly<Record<string, unknown>> {
  // Without a command it is another kind of entry, for example one of a server over HTTP.
  if (!isObject(before) || !("command" in before)) return ours;
  const merged = { ...before, ...ours };
  if (!("env" in merged)) return merged;
  const variables = Object.entries(isObject(before["env"]) ? before["env"] : {}).filter(
    ([name]) => !SOURCE_VARIABLES.includes(name),
  );
  return {
    ...merged,
    env: { ...Object.fromEntries(variables), ...(isObject(ours["env"]) ? ours["env"] : {}) },
  };
}

/** Questions are shared by all servers of a client: only those that are missing are added. */
function missingInputs(
  { inputs }: McpClient,
  content: Readonly<Record<string, unknown>>,
  entry: ServerEntry,
): readonly Change[] {
  if (inputs === undefined) return [];
  const known = new Set(inputIds(content[inputs.key]));
  return inputs
    .values(entry)
    .filter(({ id }) => !known.has(id))
    .map((value) => ({ path: [inputs.key, AT_THE_END], value }));
}

/** Takes our own questions away where no other server refers to them. */
function leftInputs(
  { inputs, key }: McpClient,
  content: Readonly<Record<string, unknown>>,
): readonly Change[] {
  if (inputs === undefined) return [];
  const used = JSON.stringify({ ...(isObject(content[key]) ? content[key] : {}), [ENTRY_NAME]: undefined });
  const ours = new Set<unknown>(
    inputs.all.map(({ id }) => id).filter((id) => !used.includes(`{input:${id}}`)),
  );
  return (
    inputIds(content[inputs.key])
      .flatMap((id, index) => (ours.has(id) ? [{ path: [inputs.key, index], value: undefined }] : []))
      // From the end, so that the others keep their places.
      .reverse()
  );
}

function inputIds(inputs: unknown): readonly unknown[] {
  return Array.isArray(inputs)
    ? inputs.map((input: unknown) => (isObject(input) ? input["id"] : undefined))
    : [];
}
