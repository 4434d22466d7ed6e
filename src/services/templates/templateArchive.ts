/** The code of a template as an archive for Coder: from a folder, from an archive, or from texts. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";
import { tarOf, type TarFile } from "./tar";

/** Coder's limit for uploaded files, in bytes. */
const MAX_ARCHIVE_BYTES = 10 * 1024 * 1024;

const TYPES: Readonly<Record<string, string>> = { ".tar": "application/x-tar", ".zip": "application/zip" };

/** Where the code comes from; exactly one of both. */
export interface TemplateSource {
  /** A folder, a .tar or a .zip on the machine this process runs on. */
  readonly path?: string | undefined;
  /** Texts by relative path. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** What is uploaded. */
export interface TemplateArchive {
  readonly contentType: string;
  readonly content: Buffer;
}

/**
 * @throws ValidationError(policy_denied) for a path whose files are not the caller's own, before it is looked at.
 * @throws ValidationError(bad_argument) where there is nothing to read, no Terraform code, or too much of it.
 */
export async function templateArchive(
  { path, files }: TemplateSource,
  { localFiles }: Pick<Call, "localFiles">,
): Promise<TemplateArchive> {
  if ((path === undefined) === (files === undefined)) {
    throw refused("Exactly one of path and files is needed.", "Give a folder as path, or the files' texts.");
  }
  if (path !== undefined && localFiles !== true) throw notYours(path);
  const archive = path === undefined ? pack(textFiles(files ?? {})) : await fromDisk(path);
  if (archive.content.length > MAX_ARCHIVE_BYTES) {
    throw refused(
      `The template takes ${archive.content.length} bytes; Coder takes at most ${MAX_ARCHIVE_BYTES}.`,
      "Leave out what Terraform does not need.",
    );
  }
  return archive;
}

function notYours(path: string): ValidationError {
  return new ValidationError("policy_denied", {
    message: `${quoted(path)} was not read: this server runs on another machine than yours.`,
    hint: "Give the template's files as texts (files), or use a server that runs on your machine over stdio.",
  });
}

function pack(files: readonly TarFile[]): TemplateArchive {
  if (!files.some(({ path }) => !path.includes("/") && /\.tf(?:\.json)?$/u.test(path))) {
    throw refused("There is no Terraform file (*.tf) at the top of the template.", "Add main.tf.");
  }
  try {
    return { contentType: "application/x-tar", content: tarOf(files) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refused("A path of the template is too long.", "Shorten it to 100 bytes.", cause);
  }
}

function textFiles(files: Readonly<Record<string, string>>): readonly TarFile[] {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => {
      const parts = path.split("/");
      if (/[\\\p{Cc}]/u.test(path) || parts.some((part) => part === "" || part === "." || part === "..")) {
        throw refused(
          `${quoted(path)} is not a relative path.`,
          "Use paths such as main.tf or scripts/run.sh.",
        );
      }
      return { path, content: Buffer.from(text) };
    });
}

async function fromDisk(path: string): Promise<TemplateArchive> {
  const absolute = resolve(path);
  try {
    const stat = await lstat(absolute);
    if (stat.isDirectory()) return pack(await folderFiles(absolute));
    const contentType = TYPES[extname(absolute).toLowerCase()];
    if (stat.isFile() && contentType !== undefined && stat.size <= MAX_ARCHIVE_BYTES) {
      return { contentType, content: await readFile(absolute) };
    }
  } catch (cause) {
    if (cause instanceof ValidationError) throw cause;
    throw refused(
      `${quoted(path)} cannot be read.`,
      "Give the path of a folder or archive that exists.",
      cause,
    );
  }
  throw refused(
    `${quoted(path)} is neither a folder nor a .tar or .zip of at most ${MAX_ARCHIVE_BYTES} bytes.`,
    "Give the template's folder.",
  );
}

/** All files below, in the order of their names; links are left out, so that nothing outside gets in. */
async function folderFiles(
  root: string,
  below = "",
  budget = { left: MAX_ARCHIVE_BYTES },
): Promise<TarFile[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const files: TarFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (isLeftOut(entry.name)) continue;
    if (entry.isDirectory()) files.push(...(await folderFiles(root, path, budget)));
    if (!entry.isFile()) continue;
    budget.left -= (await lstat(join(root, path))).size;
    if (budget.left < 0) {
      throw refused(
        `The folder holds more than ${MAX_ARCHIVE_BYTES} bytes.`,
        "Give the template's own folder.",
      );
    }
    files.push({ path, content: await readFile(join(root, path)) });
  }
  return files;
}

/** As Coder's own command line does: hidden files, Terraform's state and values do not travel. */
function isLeftOut(name: string): boolean {
  return (
    (name.startsWith(".") && name !== ".terraform.lock.hcl") ||
    name.includes(".tfstate") ||
    /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/u.test(name)
  );
}

function refused(message: string, hint: string, cause?: unknown): ValidationError {
  return new ValidationError("bad_argument", { message, hint, ...(cause === undefined ? {} : { cause }) });
}
