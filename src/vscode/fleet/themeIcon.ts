import { ThemeColor, ThemeIcon } from "vscode";
import type { Icon } from "./agentRow";

export function themeIcon({ id, color }: Icon): ThemeIcon {
  return new ThemeIcon(id, color === undefined ? undefined : new ThemeColor(color));
}
