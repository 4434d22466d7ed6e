import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import * as z from "zod";
import { newId } from "../../state/random";
import { directoryOf } from "../engine/workspaceLink";
import { workspaceToRunIn } from "./execute";
import { tool, type ToolContext, ToolError } from "./tool";

/** HOME as agents know it. */
const knownHome = "/home/coder";
const mostLines = 2000;

export const fileTools = [
  tool(
    "read_file",
    z.object({ path: z.string(), offset: z.number().default(1), limit: z.number().default(mostLines) }),
    (context, { path, offset, limit }) => {
      const text = read(context, path);
      const lines = text.split("\n");
      const shown = lines.slice(offset - 1, offset - 1 + limit);
      return {
        result: {
          content: shown.map((line, index) => `${offset + index}\t${line}`).join("\n"),
          file_size: Buffer.byteLength(text),
          lines_read: shown.length,
          total_lines: lines.length,
        },
      };
    },
  ),
  tool("write_file", z.object({ path: z.string(), content: z.string() }), (context, { path, content }) => {
    write(context, path, content);
    return { result: { ok: true } };
  }),
  tool(
    "edit_files",
    z.object({
      files: z.array(
        z.object({
          path: z.string(),
          edits: z.array(z.object({ search: z.string(), replace: z.string() })),
        }),
      ),
    }),
    (context, { files }) => {
      // All or nothing: every edit is tried before the first file is written.
      const changed = files.map(({ path, edits }) => ({
        path,
        text: edited(read(context, path), path, edits),
      }));
      for (const { path, text } of changed) write(context, path, text);
      return { result: { ok: true } };
    },
  ),
  tool("attach_file", z.object({ path: z.string(), name: z.string().optional() }), (context, args) => {
    const text = read(context, args.path);
    const file = attach(context, args.name ?? basename(args.path), text, "text/plain");
    return { result: { ok: true, file_id: file.fileId, name: file.name }, files: [file] };
  }),
];

function edited(
  text: string,
  path: string,
  edits: readonly { readonly search: string; readonly replace: string }[],
): string {
  return edits.reduce((changed, { search, replace }) => {
    if (!changed.includes(search)) throw new ToolError(`search string not found in ${path}`);
    return changed.replace(search, () => replace);
  }, text);
}

/** Keeps a file with the chat. */
export function attach({ deployment, chat }: ToolContext, name: string, text: string, mediaType: string) {
  const id = newId();
  deployment.chats.files.set(id, {
    id,
    ownerId: chat.ownerId,
    name,
    mediaType,
    content: Buffer.from(text),
    createdAt: Date.now(),
  });
  chat.fileIds.push(id);
  return { type: "file", fileId: id, name, mediaType } as const;
}

/** @throws ToolError */
export function read(context: ToolContext, path: string): string {
  const real = place(context, path);
  if (!existsSync(real)) throw new ToolError(`read file: open ${path}: no such file or directory`);
  return readFileSync(real, "utf8");
}

function write(context: ToolContext, path: string, content: string): void {
  const real = place(context, path);
  mkdirSync(dirname(real), { recursive: true });
  writeFileSync(real, content);
}

/** Where a path of the workspace is on this machine: always below the workspace's folder. */
function place(context: ToolContext, path: string): string {
  const { home, project } = directoryOf(context.deployment, workspaceToRunIn(context));
  if (!posix.isAbsolute(path)) return below(home, join(project.slice(home.length), path));
  if (path === home || path.startsWith(`${home}/`)) return below(home, path.slice(home.length));
  return below(home, path.startsWith(`${knownHome}/`) ? path.slice(knownHome.length) : path);
}

const below = (home: string, path: string) => join(home, posix.normalize(`/${path}`));
