import { ThemeIcon } from "vscode";
import type { Translate } from "../extension/translate";
import { askText, type BoxButton } from "./askText";
import type { PromptEditor } from "./promptEditor";
import { textProblem } from "./textProblem";

export interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** Below the box. */
  readonly prompt?: string;
}

/** Asks a person for text for an agent: one line in a box, or more in an editor. */
export class Prompts {
  readonly #editor: PromptEditor;
  readonly #t: Translate;

  constructor(editor: PromptEditor, t: Translate) {
    this.#editor = editor;
    this.#t = t;
  }

  /** Undefined where the person cancelled. The text is one the services accept. */
  async ask(question: Question): Promise<string | undefined> {
    const t = this.#t;
    let beginning: string | undefined;
    const more: BoxButton = {
      iconPath: new ThemeIcon("edit"),
      tooltip: t("Write several lines in an editor"),
      press(typed) {
        beginning = typed;
      },
    };
    const check = (text: string) => Promise.resolve(textProblem(text, t("The text")));
    const text = await askText({ ...question, buttons: [more], check }, t);
    return beginning === undefined ? text : this.#editor.write(beginning);
  }
}
