import { FileDecoration, type FileDecorationProvider, Uri } from "vscode";
import type { Translate } from "../extension/translate";

const SCHEME = "coder-fleet-unread";

/** What the row of an agent with unread answers stands for, so that it is decorated: as in the explorer. */
export function unreadUri(key: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(key)}` });
}

/** Marks rows with unread answers by a dot. */
export class UnreadMarks implements FileDecorationProvider {
  readonly #mark: FileDecoration;

  constructor(t: Translate) {
    this.#mark = new FileDecoration("●", t("Unread"));
  }

  provideFileDecoration({ scheme }: Uri): FileDecoration | undefined {
    return scheme === SCHEME ? this.#mark : undefined;
  }
}
