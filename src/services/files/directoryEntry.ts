/** One thing in a directory, as `stat` tells of it. */

type EntryType = "file" | "directory" | "link" | "other";

/** A file, directory, link or something else. */
export interface DirectoryEntry {
  readonly name: string;
  readonly type: EntryType;
  /** In bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** Octal, as chmod takes it. */
  readonly mode: string;
}

const TYPE_BITS = 0o170_000;

/** From a line of `stat -c '%f %s %Y'`; undefined where it is none: for what has vanished meanwhile. */
export function toEntry(name: string, stat: string): DirectoryEntry | undefined {
  const [, mode = "", size = "", seconds = ""] = /^([0-9a-f]+) (\d+) (\d+)$/.exec(stat) ?? [];
  if (mode === "") return undefined;
  const bits = Number.parseInt(mode, 16);
  return {
    name: name.replace(/^\.\//, ""),
    type: entryType(bits & TYPE_BITS),
    size: Number(size),
    modifiedAt: new Date(Number(seconds) * 1000).toISOString(),
    mode: (bits & ~TYPE_BITS).toString(8).padStart(4, "0"),
  };
}

function entryType(bits: number): EntryType {
  switch (bits) {
    case 0o100_000:
      return "file";
    case 0o040_000:
      return "directory";
    case 0o120_000:
      return "link";
    default:
      return "other";
  }
}
