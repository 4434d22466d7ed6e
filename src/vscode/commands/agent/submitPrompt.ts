import type { Parts } from "../../extension/parts";

/** The check mark in the title of an editor in which a prompt is being written. */
export function submitPrompt({ promptEditor }: Parts, target?: unknown): Promise<void> {
  return promptEditor.submit(target);
}
