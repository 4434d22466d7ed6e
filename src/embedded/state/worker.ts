import type { Workspace } from "./types";

/**
 * The coding agent inside a workspace. The core calls it; it calls `Deployment.reportAppStatus` and
 * `Deployment.appendMessage` back. Which prompts do what is the worker's own affair.
 */
export interface Worker {
  /** The app of a started workspace is up: begin with this prompt (empty: wait for input). */
  start(workspace: Workspace, prompt: string): void;
  /** Is in the middle of a turn when the deployment begins: work on, and end it after a while. */
  goOn(workspace: Workspace): void;
  /** The workspace stops, is deleted or its agent died: end at once, report nothing more. Idempotent. */
  stop(workspace: Workspace): void;
  /** The coding agent's process dies while its workspace lives on. */
  crash(workspace: Workspace): void;
  /** AgentAPI's `GET /status`. */
  status(workspace: Workspace): "stable" | "running";
  /** AgentAPI's `POST /message`; false when it refuses (a `user` message while running). */
  message(workspace: Workspace, content: string, type: "user" | "raw"): boolean;
  /** Ends everything, at shutdown. */
  close(): void;
}
