import { commands, InputBoxValidationSeverity, type QuickInputButton, ThemeIcon, window } from "vscode";
import { settingIn } from "../extension/settingName";
import type { Translate } from "../extension/translate";

/** A button in the title of the box. */
export interface BoxButton extends QuickInputButton {
  /** Gets the text typed so far; the box closes then as if it was cancelled. */
  press(text: string): void;
}

export interface TextQuestion {
  readonly title: string;
  readonly placeholder?: string;
  /** Below the box. */
  readonly prompt?: string | undefined;
  /** What the box holds at first. */
  readonly value?: string | undefined;
  /** The text is not shown. */
  readonly password?: boolean;
  readonly buttons?: readonly BoxButton[];
  /** Why the text cannot be used, said while it is typed; undefined where it can. */
  checkTyped?(text: string): string | undefined;
  /** The same at Enter, where it may take its time. Cancelled with the box. */
  check?(text: string, signal: AbortSignal): Promise<string | undefined>;
  /** Told of each change. */
  typed?(text: string): void;
  /** What is wrong before anything was typed. */
  readonly problem?: string | undefined;
}

/**
 * Asks a person for a line of text. The box stays open, with the text in it, until the text can be used; what is
 * wrong with it is said in the box.
 * @returns undefined where the person cancelled
 */
export function askText(question: TextQuestion, t: Translate): Promise<string | undefined> {
  const { title, placeholder, prompt, value = "", password = false } = question;
  const box = window.createInputBox();
  Object.assign(box, { title, placeholder, prompt, value, password, ignoreFocusOut: true });
  let buttons: readonly BoxButton[] = [];
  const closed = new AbortController();
  const say = (problem: string | undefined): void => {
    box.validationMessage =
      problem === undefined ? undefined : { message: problem, severity: InputBoxValidationSeverity.Error };
    const setting = settingIn(problem ?? "");
    buttons = [...(question.buttons ?? []), ...(setting === undefined ? [] : [settingButton(setting, t)])];
    box.buttons = buttons;
  };
  say(question.problem);
  return new Promise((resolve) => {
    const accept = async (): Promise<void> => {
      const text = box.value;
      let problem = question.checkTyped?.(text);
      if (problem === undefined && question.check !== undefined) {
        box.busy = true;
        box.enabled = false;
        problem = await question.check(text, closed.signal);
        box.enabled = true;
        box.busy = false;
      }
      if (closed.signal.aborted) return;
      if (problem === undefined) finish(text);
      else say(problem);
    };
    const subscriptions = [
      box.onDidChangeValue((text) => {
        say(question.checkTyped?.(text));
        question.typed?.(text);
      }),
      box.onDidTriggerButton((pressed) => {
        const { value: text } = box;
        finish(undefined);
        buttons.find((button) => button === pressed)?.press(text);
      }),
      box.onDidAccept(() => void accept()),
      box.onDidHide(() => {
        finish(undefined);
      }),
    ];
    const finish = (text: string | undefined): void => {
      resolve(text);
      closed.abort();
      for (const subscription of subscriptions) subscription.dispose();
      box.dispose();
    };
    box.show();
  });
}

function settingButton(setting: string, t: Translate): BoxButton {
  return {
    iconPath: new ThemeIcon("settings-gear"),
    tooltip: t("Open the setting {0}", setting),
    press() {
      void commands.executeCommand("workbench.action.openSettings", setting);
    },
  };
}
