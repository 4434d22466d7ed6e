import { ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";

/** Names a command whose output lies in a workspace. It holds no secret: whoever uses it is checked again. */
export interface CommandHandle {
  readonly workspaceId: string;
  /** Name, since the id changes with each build. */
  readonly workspaceAgentName: string;
  /** Random, 128 bits in hex. */
  readonly commandId: string;
}

/** Version 1: `1.<workspace id>.<workspace agent>.<random id>`. */
const HANDLE =
  /^1\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z0-9](?:-?[a-z0-9])*)\.([0-9a-f]{32})$/iu;

/** The handle as callers keep it. */
export function formatHandle({ workspaceId, workspaceAgentName, commandId }: CommandHandle): string {
  return `1.${workspaceId}.${workspaceAgentName}.${commandId}`;
}

/** @throws ValidationError(bad_argument) before any request */
export function parseHandle(text: string): CommandHandle {
  const [, workspaceId, workspaceAgentName, commandId] = HANDLE.exec(text.trim()) ?? [];
  if (workspaceId === undefined || workspaceAgentName === undefined || commandId === undefined) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(text)} is not a command's handle.`,
      hint: "Use the handle that execute_command answered, unchanged.",
    });
  }
  return { workspaceId, workspaceAgentName, commandId: commandId.toLowerCase() };
}
