import { ThemeIcon, window } from "vscode";
import { singleLine } from "../../models/text";
import type { Translate } from "../extension/translate";
import { askText, type BoxButton } from "./askText";
import type { Drafts } from "./drafts";
import { type PromptAddress, promptKey } from "./promptAddress";
import { textProblem } from "./textProblem";

/** Longest text of a list entry, in characters. */
const ENTRY_LENGTH = 120;

export interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** Below the box. */
  readonly prompt?: string;
  readonly address: PromptAddress;
}

/** What a person answered: a text, or the beginning of one that needs several lines. */
export interface Answer {
  readonly text: string;
  readonly more: boolean;
}

/** Asks a person for text for an agent, in a box of one line. What they began is kept. */
export class Prompts {
  readonly #drafts: Drafts;
  readonly #t: Translate;

  constructor(drafts: Drafts, t: Translate) {
    this.#drafts = drafts;
    this.#t = t;
  }

  /** Undefined where the person cancelled. A text that is complete is one the services accept. */
  async ask(question: Question): Promise<Answer | undefined> {
    const t = this.#t;
    const key = promptKey(question.address);
    const draft = this.#drafts.get(key);
    if (draft.includes("\n")) return { text: draft, more: true };
    let pressed: { readonly text: string; readonly earlier: boolean } | undefined;
    const button = (icon: string, tooltip: string, earlier: boolean): BoxButton => ({
      iconPath: new ThemeIcon(icon),
      tooltip,
      press(text) {
        pressed = { text, earlier };
      },
    });
    const { sentTexts } = this.#drafts;
    const text = await askText(
      {
        ...question,
        value: draft,
        buttons: [
          ...(sentTexts.length === 0 ? [] : [button("history", t("Earlier texts…"), true)]),
          button("edit", t("Write several lines in an editor"), false),
        ],
        check: (typed) => Promise.resolve(textProblem(typed, t("The text"))),
        typed: (typed) => void this.#drafts.set(key, typed),
      },
      t,
    );
    if (pressed === undefined) return text === undefined ? undefined : { text, more: false };
    if (!pressed.earlier) return { text: pressed.text, more: true };
    const earlier = await this.earlier();
    if (earlier !== undefined) await this.#drafts.set(key, earlier);
    return this.ask(question);
  }

  /** Lets the person choose among the texts that were sent before; undefined where they chose none. */
  async earlier(): Promise<string | undefined> {
    const t = this.#t;
    const choices = this.#drafts.sentTexts.map((text) => ({ label: singleLine(text, ENTRY_LENGTH), text }));
    const choice = await window.showQuickPick(choices, {
      title: t("Earlier texts"),
      placeHolder: t("Choose one to write on"),
      ignoreFocusOut: true,
    });
    return choice?.text;
  }
}
