import { type QuickInputButton, ThemeIcon, window } from "vscode";
import type { Translate } from "../extension/translate";
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
    const answer = await this.#line(question);
    return answer?.more === true ? this.#editor.write(answer.text) : answer?.text;
  }

  #line({ title, placeholder, prompt }: Question): Promise<{ text: string; more: boolean } | undefined> {
    const t = this.#t;
    const box = window.createInputBox();
    const more: QuickInputButton = {
      iconPath: new ThemeIcon("edit"),
      tooltip: t("Write several lines in an editor"),
    };
    Object.assign(box, { title, placeholder, prompt, ignoreFocusOut: true, buttons: [more] });
    return new Promise((resolve) => {
      const disposables: { dispose(): unknown }[] = [
        box,
        box.onDidChangeValue(() => {
          box.validationMessage = undefined;
        }),
        box.onDidTriggerButton(() => {
          finish({ text: box.value, more: true });
        }),
        box.onDidAccept(() => {
          const problem = textProblem(box.value, t("The text"));
          if (problem === undefined) finish({ text: box.value, more: false });
          else box.validationMessage = problem;
        }),
        box.onDidHide(() => {
          finish(undefined);
        }),
      ];
      const finish = (answer: { text: string; more: boolean } | undefined) => {
        resolve(answer);
        for (const disposable of disposables.splice(0)) disposable.dispose();
      };
      box.show();
    });
  }
}
