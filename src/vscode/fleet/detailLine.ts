import { cleanText, cut, singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import type { Icon } from "./icon";
import { webAddress } from "./markdown";
import type { Detail } from "./treeNodes";

/** Longest label and longest tooltip, in characters. */
export const LINE_LENGTH = 120;
const TOOLTIP_LENGTH = 1_000;

/** What lines below an agent need to know besides it. */
export interface About {
  readonly now: Date;
  readonly t: Translate;
}

/** A line that says an untrusted text, all of it while the mouse rests on it. */
export function textLine(id: string, text: string, icon: Icon): Detail {
  return { id, label: singleLine(text, LINE_LENGTH), tooltip: wholeText(text), icon };
}

/** An untrusted text as a tooltip shows it: plain, of several lines. */
export function wholeText(text: string): string {
  return cut(cleanText(text), TOOLTIP_LENGTH);
}

/** Makes a line lead to a page of the web; to nowhere where the address is none. */
export function linkTo(address: string): Pick<Detail, "link"> {
  const link = webAddress(address);
  return link === undefined ? {} : { link };
}
