import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workspace } from "./types";

/** The temporary folders workspaces live in: made at first use, removed with the workspace or at shutdown. */
export class Folders {
  #root: string | null = null;

  /** Where the folder of this workspace is, or will be when something needs it. */
  pathOf(workspace: Workspace): string {
    this.#root ??= mkdtempSync(join(tmpdir(), "coder-fleet-embedded-"));
    return join(this.#root, workspace.id);
  }

  /** The folder of this workspace, which is its HOME. */
  of(workspace: Workspace): string {
    if (workspace.folder !== null) return workspace.folder;
    const folder = this.pathOf(workspace);
    mkdirSync(folder, { recursive: true });
    workspace.folder = folder;
    return folder;
  }

  remove(workspace: Workspace): void {
    if (workspace.folder === null) return;
    rmSync(workspace.folder, { recursive: true, force: true });
    workspace.folder = null;
  }

  close(): void {
    if (this.#root !== null) rmSync(this.#root, { recursive: true, force: true });
    this.#root = null;
  }
}
