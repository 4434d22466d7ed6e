import { window } from "vscode";
import type { Parts } from "../../extension/parts";

/** Puts a text that was sent before into a prompt's editor, in place of what is selected there. */
export async function insertEarlierText({ prompts, promptEditor }: Parts, target?: unknown): Promise<void> {
  const document = promptEditor.find(target)?.document;
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  const text = editor === undefined ? undefined : await prompts.earlier();
  if (text === undefined) return;
  await editor?.edit((edit) => {
    edit.replace(editor.selection, text);
  });
}
