import type { Translate } from "../../src/vscode/extension/translate";

/** What VS Code does where the person reads English. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/gu, (_, index: string) => String(args[Number(index)]));
