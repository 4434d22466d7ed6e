/** Settings in the messages of services, which call them as the command line does. Pure. */
import { settingRows } from "../../services/configuration/settings";

const FLAGS: ReadonlyMap<string, string> = new Map(
  settingRows().flatMap(([key, { flag, scope }]) =>
    flag === undefined || scope === null ? [] : [[flag, `coderFleet.${key}`] as const],
  ),
);

/** The same text with the names that settings have in VS Code: `--allow-http` is `coderFleet.allowHttp` there. */
export function withSettingNames(text: string): string {
  return text.replace(/--([a-z][a-z-]*[a-z])(?: of the server)?/gu, (all, flag: string) => {
    const setting = FLAGS.get(flag);
    return setting === undefined ? all : `the setting ${setting}`;
  });
}

/** The first of our settings that a text names. */
export function settingIn(text: string): string | undefined {
  return /\bcoderFleet(?:\.\w+)+/u.exec(text)?.[0];
}
