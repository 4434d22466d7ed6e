import * as z from "zod";
import { attach, read } from "./files";
import { tool, ToolError } from "./tool";

const mediaType = "text/markdown";

export const planningTools = [
  tool(
    "ask_user_question",
    z.object({ questions: z.array(z.unknown()).min(1) }),
    (_context, { questions }) => ({ result: { questions }, endsTurn: true }),
    { onlyPlanning: true },
  ),
  tool(
    "propose_plan",
    z.object({ path: z.string() }),
    (context, { path }) => {
      const name = `PLAN-${context.chat.id}.md`;
      const wanted = `/home/coder/.coder/plans/${name}`;
      if (path !== wanted) throw new ToolError(`during plan turns, propose_plan path must be ${wanted}`);
      const file = attach(context, name, read(context, path), mediaType);
      return {
        result: { ok: true, kind: "plan", path, file_id: file.fileId, media_type: mediaType },
        files: [file],
        endsTurn: true,
      };
    },
    { onlyPlanning: true },
  ),
];
