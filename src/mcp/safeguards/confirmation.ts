import {
  acceptedContent,
  createRequestStateCodec,
  inputRequired,
  type InputRequiredResult,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { ValidationError } from "../../models/errors";
import type { Preview } from "../../models/preview";
import { previewText } from "../../tools/preview";
import { argumentsDigest } from "./argumentsDigest";
import { ForeignStateError } from "./foreignState";

/** How long an answer counts, in seconds: a person may be away from the keyboard for a while. */
const VALID_SECONDS = 600;
const QUESTION = "confirm";

/** What was asked about; it comes back with the answer, signed, by way of the client. */
const subjectSchema = z.object({
  caller: z.string(),
  tool: z.string(),
  arguments: z.string(),
  target: z.string(),
  version: z.string(),
});
type Subject = z.output<typeof subjectSchema>;

const answerSchema = z.object({ [QUESTION]: z.literal(true) });

/** The call that needs a person's word. */
export interface Question {
  readonly tool: string;
  /** The arguments as the tool reads them. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What it would do, looked up just now. */
  readonly preview: Preview;
  /** `Principal.id` of the caller. */
  readonly caller: string;
}

/**
 * Asks the person in front of the client before something is destroyed (elicitation). Nothing is kept between question
 * and answer: what the answer is for travels with it, signed (HMAC) and bound to caller, tool, arguments, the target
 * as it was, and a time. It protects from a model that acts without its person; not from the client, which shows the
 * question and could answer it itself.
 */
export class Confirmation {
  readonly #codec: RequestStateCodec;

  /** @param secret the same in all processes that may get each other's answers; absent: of this process only */
  constructor(secret: string | undefined) {
    const key = secret === undefined ? randomBytes(32) : createHash("sha256").update(secret).digest();
    this.#codec = createRequestStateCodec({ key, ttlSeconds: VALID_SECONDS });
  }

  /**
   * Null where the person has said yes to exactly this; else the question to send to the client.
   * @param dialogue undefined where the client cannot ask a person
   * @throws ValidationError(not_confirmed), for a state that is not ours a ForeignStateError
   */
  async check(question: Question, dialogue: ServerContext | undefined): Promise<InputRequiredResult | null> {
    if (dialogue === undefined) {
      throw notConfirmed(
        `${question.tool} needs the word of a person on this server, and this client cannot ask one.`,
        "Let the person do it in Coder (dry_run, where a tool has it, tells what would happen), or use a client that can be asked: over stdio one that supports elicitation, over HTTP one that speaks 2026-07-28 too.",
      );
    }
    const subject = subjectOf(question);
    const state = dialogue.mcpReq.requestState();
    if (typeof state !== "string") return this.#ask(question, subject);
    const asked = await this.#open(state, question.tool, dialogue);
    assertSame(asked, subject, question);
    if (acceptedContent(dialogue.mcpReq.inputResponses, QUESTION, answerSchema) === undefined) {
      throw notConfirmed(
        `The person did not confirm ${question.tool} of ${question.preview.target.name}. Nothing was changed.`,
        "Do not call it again unless the person asks for it.",
      );
    }
    return null;
  }

  async #ask({ tool, preview }: Question, subject: Subject): Promise<InputRequiredResult> {
    return inputRequired({
      inputRequests: {
        [QUESTION]: inputRequired.elicit({
          message: previewText(tool, preview),
          requestedSchema: {
            type: "object",
            properties: { [QUESTION]: { type: "boolean", title: `Yes, ${tool} ${preview.target.name}` } },
            required: [QUESTION],
          },
        }),
      },
      requestState: await this.#codec.mint(subject),
    });
  }

  async #open(state: string, tool: string, dialogue: ServerContext): Promise<Subject> {
    try {
      return subjectSchema.parse(await this.#codec.verify(state, dialogue));
    } catch (error) {
      if (!(error instanceof Error && error.message === "expired")) throw new ForeignStateError(tool);
      throw notConfirmed(
        `The answer to ${tool} came more than ${VALID_SECONDS / 60} minutes after the question. Nothing was changed.`,
        `Call ${tool} again to be asked again.`,
      );
    }
  }
}

function subjectOf({ tool, input, preview, caller }: Question): Subject {
  const { kind, id, status, version } = preview.target;
  return {
    caller,
    tool,
    arguments: argumentsDigest(input),
    target: `${kind} ${id}`,
    version: `${status} ${version}`,
  };
}

function assertSame(asked: Subject, now: Subject, { tool, preview }: Question): void {
  if (asked.caller !== now.caller || asked.tool !== now.tool || asked.arguments !== now.arguments) {
    throw notConfirmed(
      `The person was asked about another call than this one of ${tool}. Nothing was changed.`,
      `Call ${tool} again to be asked again.`,
    );
  }
  if (asked.target !== now.target || asked.version !== now.version) {
    throw notConfirmed(
      `${preview.target.name} has changed since the person was asked about ${tool}. Nothing was changed.`,
      `Look at it, and call ${tool} again if it is still wanted.`,
    );
  }
}

function notConfirmed(message: string, hint: string): ValidationError {
  return new ValidationError("not_confirmed", { message, hint });
}
