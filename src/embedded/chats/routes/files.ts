/** Files users hand to chats, and chats to users. */
import type { Context } from "../../http/context";
import { forbidden, HttpError, notFound } from "../../http/errors";
import { json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { parseUuid } from "../../http/uuid";
import { newId } from "../../state/random";
import { mayChat } from "./access";

const largestFile = 10 * 1024 * 1024;
const types = [
  "text/plain",
  "text/markdown",
  "text/csv",
  "application/json",
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
];

async function upload(context: Context): Promise<Reply> {
  const { deployment, request, user } = context;
  if (!mayChat(context)) throw forbidden();
  if ((context.query.get("organization") ?? "") === "") {
    throw new HttpError(400, "Missing organization query parameter.");
  }
  const content = await readFile(context);
  const disposition = request.headers["content-disposition"] ?? "";
  const name = /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? "";
  if (name === "") {
    throw new HttpError(
      400,
      "Filename is required.",
      "Provide a filename in the Content-Disposition header.",
    );
  }
  const mediaType = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  if (!types.includes(mediaType)) {
    throw new HttpError(400, "Unsupported file type.", `Allowed types: ${types.join(", ")}.`);
  }
  if (content.length === 0) throw new HttpError(400, "File is empty.");
  const id = newId();
  deployment.chats.files.set(id, { id, ownerId: user.id, name, mediaType, content, createdAt: Date.now() });
  return json({ id }, 201);
}

async function readFile(context: Context): Promise<Buffer> {
  const tooLarge = () => new HttpError(413, "File too large.", `Maximum file size is ${largestFile} bytes.`);
  try {
    const content = await context.body();
    if (content.length > largestFile) throw tooLarge();
    return content;
  } catch (error) {
    throw error instanceof HttpError && error.status === 413 ? tooLarge() : error;
  }
}

function download(context: Context): Reply {
  const file = context.deployment.chats.files.get(parseUuid(context.param("file")));
  if (file === undefined || !mayRead(context, file.id, file.ownerId)) throw notFound();
  return {
    kind: "stream",
    write: (response) => {
      response.writeHead(200, {
        "Content-Type": file.mediaType,
        "Content-Length": file.content.length,
        "Content-Disposition": `inline; filename=${JSON.stringify(file.name)}`,
        "Cache-Control": "private, max-age=31536000, immutable",
      });
      response.end(file.content);
    },
  };
}

/** Its owner, and whoever may read a chat it is part of. */
function mayRead({ deployment, user }: Context, fileId: string, ownerId: string): boolean {
  if (ownerId === user.id) return true;
  return [...deployment.chats.chats.values()].some(
    (chat) => chat.fileIds.includes(fileId) && (chat.readers.has(user.id) || chat.sharedWithAll),
  );
}

export const fileRoutes: readonly Route[] = [
  { method: "POST", path: "/files", handler: upload },
  { method: "GET", path: "/files/{file}", handler: download },
];
