import type { ToolCall } from "../state/types";

/** Words of the shell itself, which are not commands. */
const keywords = new Set(["for", "in", "do", "done", "while", "if", "then", "else", "fi", "{", "}", "!"]);

/**
 * The commands in a call of `execute`, in short: `[["git","init"],["ls"]]`. Coder shows a command with its
 * first plain argument; what the shell expands, flags and redirections are left out.
 */
export function parseCommands(call: ToolCall): { parsed_commands?: string[][] } {
  const { args } = call;
  if (call.name !== "execute" || typeof args !== "object" || args === null) return {};
  const command: unknown = Reflect.get(args, "command");
  if (typeof command !== "string") return {};
  const commands = command
    .replace(/\$\(([^)]*)\)/g, "; $1 ;")
    .split(/\|\||&&|[;|&\n]/)
    .map((text) =>
      text
        .replace(/\d?>+\s*\S+/g, "")
        .trim()
        .split(/\s+/),
    )
    .map((words) => words.filter((word) => word !== "" && !keywords.has(word)))
    .filter((words) => words.length > 0)
    .map(([name = "", ...rest]) => {
      const first = rest.find((word) => !word.startsWith("-"));
      return first === undefined || /[$"'`]/.test(first) ? [name] : [name, first];
    });
  return commands.length === 0 ? {} : { parsed_commands: commands };
}
