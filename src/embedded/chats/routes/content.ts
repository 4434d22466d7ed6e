/** Parts of a message as clients send them. */
import * as z from "zod";
import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import type { Part } from "../state/types";

const partSchema = z.object({
  type: z.string().default(""),
  text: z.string().default(""),
  file_id: z.string().default(""),
  file_name: z.string().default(""),
  start_line: z.number().default(0),
  end_line: z.number().default(0),
  content: z.string().default(""),
});

/** @throws HttpError 400 that names the part */
export function readContent(context: Context, given: readonly unknown[] | undefined): readonly Part[] {
  if (given === undefined || given.length === 0) {
    throw new HttpError(400, "Content is required.", "Content cannot be empty.");
  }
  return given.map((part, index) => readPart(context, part, `content[${index}]`));
}

function readPart(context: Context, given: unknown, where: string): Part {
  const refuse = (problem: string) => new HttpError(400, "Invalid input part.", `${where}${problem}`);
  const part = partSchema.safeParse(given).data;
  if (part === undefined) throw refuse(" is not valid.");
  switch (part.type) {
    case "text":
      if (part.text.trim() === "") throw refuse(".text cannot be empty.");
      // Coder cuts white space at both ends.
      return { type: "text", text: part.text.trim() };
    case "file": {
      const file = context.deployment.chats.files.get(part.file_id.toLowerCase());
      if (file?.ownerId !== context.user.id) {
        throw refuse(".file_id references a file that does not exist.");
      }
      return { type: "file", fileId: file.id, name: file.name, mediaType: file.mediaType };
    }
    case "file-reference":
      if (part.file_name === "") throw refuse(".file_name cannot be empty.");
      return {
        type: "file-reference",
        fileName: part.file_name,
        startLine: part.start_line,
        endLine: part.end_line,
        content: part.content,
      };
    default:
      throw refuse(`.type ${JSON.stringify(part.type)} is not supported.`);
  }
}
