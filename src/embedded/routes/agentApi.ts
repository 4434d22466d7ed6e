/** AgentAPI, the HTTP interface of a coding agent inside its workspace, as the path proxy shows it. */
import * as z from "zod";
import type { Context } from "../http/context";
import { eventStream } from "../http/eventStream";
import { type Reply, text } from "../http/reply";
import type { Message, Workspace } from "../state/types";

const schemaUrl = (name: string) => `http://localhost/schemas/${name}.json`;

const messageSchema = z.object({ content: z.string(), type: z.enum(["user", "raw"]) });

/** Answers one request to the coding agent of this workspace; `path` begins with a slash. */
export async function answerAgentApi(context: Context, workspace: Workspace, path: string): Promise<Reply> {
  const { worker } = context.deployment;
  switch (`${context.request.method ?? "GET"} ${path}`) {
    case "GET /status":
      return reply({
        $schema: schemaUrl("StatusResponseBody"),
        status: worker.status(workspace),
        agent_type: "claude",
        transport: "pty",
      });
    case "GET /messages":
      return reply({
        $schema: schemaUrl("MessagesResponseBody"),
        messages: workspace.messages.map((message) => ({ ...head(message), content: message.content })),
      });
    case "POST /message":
      return postMessage(context, workspace);
    case "GET /events":
      return events(context, workspace);
    case "GET /healthz":
      return text("ok");
    default:
      return text("404 page not found\n", 404);
  }
}

async function postMessage(context: Context, workspace: Workspace): Promise<Reply> {
  let body: unknown;
  try {
    body = JSON.parse((await context.body()).toString("utf8"));
  } catch (error) {
    return problem(400, "Bad Request", error instanceof Error ? error.message : String(error));
  }
  const message = messageSchema.safeParse(body);
  if (!message.success) return problem(422, "Unprocessable Entity", "validation failed");
  const { content, type } = message.data;
  if (!context.deployment.worker.message(workspace, content, type)) {
    return problem(
      500,
      "Internal Server Error",
      "message can only be sent when the agent is waiting for user input",
    );
  }
  return reply({ $schema: schemaUrl("MessageResponseBody"), ok: true });
}

/** First everything said so far and the status, then each change. */
function events({ deployment }: Context, workspace: Workspace): Reply {
  return eventStream((stream) => {
    /** Content of the messages already sent, by id. */
    const sent = new Map<number, string>();
    let status = "";
    const update = () => {
      for (const message of workspace.messages) {
        if (sent.get(message.id) === message.content) continue;
        sent.set(message.id, message.content);
        stream.send("message_update", { ...head(message), message: message.content });
      }
      const now = deployment.worker.status(workspace);
      if (now === status) return;
      status = now;
      stream.send("status_change", { status, agent_type: "claude" });
    };
    update();
    const leave = [
      deployment.topics.subscribe(`messages:${workspace.id}`, update),
      deployment.topics.subscribe(workspace.id, update),
    ];
    return () => {
      for (const unsubscribe of leave) unsubscribe();
    };
  });
}

const head = ({ id, role, time }: Message) => ({ id, role, time: new Date(time).toISOString() });

function reply(body: unknown, status = 200): Reply {
  return text(`${JSON.stringify(body)}\n`, status, "application/json");
}

const problem = (status: number, title: string, detail: string) => reply({ title, status, detail }, status);
