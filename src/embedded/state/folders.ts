import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workspace } from "./types";

/** The temporary folders workspaces live in: made at first use, removed with the workspace or at shutdown. */
export class Folders {
  #root: string | null = null;

  /** The folder of this workspace, which is its HOME. */
  of(workspace: Workspace): string {
    if (workspace.folder !== null) return workspace.folder;
    this.#root ??= mkdtempSync(join(tmpdir(), "coder-fleet-embedded-"));
    const folder = join(this.#root, workspace.id);
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
