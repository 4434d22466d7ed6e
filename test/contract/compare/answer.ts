/** Compares one given answer with the recorded one. */
import type { Answer, RecordedRequest } from "../recordings/recording";
import { type Difference, difference } from "./difference";
import { compareSockets } from "./socket";
import { compareJson } from "./json";
import type { Translate } from "./translate";
import { isObject } from "./values";
import { creationIn } from "../driver/mentions";
import { comparedHeaders, racyOnCreation, withoutMachine } from "./rules";

export interface Comparison {
  readonly request: RecordedRequest;
  readonly recorded: Answer;
  readonly given: Answer;
  /** Recorded ids and names to those of the deployment that answered. */
  readonly translate: Translate;
}

export function compareAnswers({ request, recorded, given, translate }: Comparison): Difference[] {
  if (recorded.status !== given.status) {
    return [difference("status", statusOf(recorded), statusOf(given))];
  }
  const text = (recordedText: string) => withoutMachine(translate(recordedText));
  return [
    ...compareHeaders(recorded, given, text),
    ...(isObject(recorded.body) && isObject(given.body) && recorded.status >= 400
      ? compareError(request, recorded.body, given.body, text)
      : compareBody(withoutRace(request, recorded), withoutRace(request, given), translate)),
    ...compareSockets(request, recorded, given, translate),
  ];
}

/** The status with Coder's message, which tells most about a wrong one. */
function statusOf({ status, body }: Answer): string {
  const message = isObject(body) && typeof body["message"] === "string" ? ` ${body["message"]}` : "";
  const detail = isObject(body) && typeof body["detail"] === "string" ? ` (${body["detail"]})` : "";
  return `${status}${message}${detail}`;
}

function compareHeaders(recorded: Answer, given: Answer, text: (recorded: string) => string): Difference[] {
  // Every answer has an id; recorders of chats who left it out kept only a few headers.
  const isSelection = recorded.headers["x-coder-request-id"] === undefined;
  return comparedHeaders.flatMap(({ name, how }) => {
    const [one, other] = [recorded.headers[name], given.headers[name]];
    if (one === undefined && isSelection) return [];
    const same =
      one === undefined || other === undefined
        ? one === other
        : how === "present" || text(one).toLowerCase() === withoutMachine(other).toLowerCase();
    return same ? [] : [difference(`header ${name}`, one, other)];
  });
}

/** Which wrong token was sent is not in a recording, so neither is which of Coder's three details is right. */
const tokenDetails = [/^Invalid API key format: /, /^API key is invalid\.$/];

/** Errors are compared word by word: people and models read them. */
function compareError(
  request: RecordedRequest,
  recorded: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  text: (recorded: string) => string,
): Difference[] {
  const differences = compareJson(recorded, given, "body", text);
  for (const key of ["message", "detail"]) {
    const [one, other] = [recorded[key], given[key]];
    if (typeof one !== "string" || typeof other !== "string") continue;
    if (
      request.actor === "other" &&
      [one, other].every((word) => tokenDetails.some((known) => known.test(word)))
    ) {
      continue;
    }
    if (text(one) !== withoutMachine(other)) differences.push(difference(`body.${key}`, text(one), other));
  }
  const [one, other] = [validations(recorded).map(text), validations(given).map(withoutMachine)];
  const missing = one.find((line) => !other.includes(line));
  const extra = other.find((line) => !one.includes(line));
  if (missing !== undefined || extra !== undefined) {
    differences.push(difference("body.validations", missing, extra));
  }
  return differences;
}

function validations(body: Readonly<Record<string, unknown>>): string[] {
  const rows: readonly unknown[] = Array.isArray(body["validations"]) ? body["validations"] : [];
  return rows.filter(isObject).map((row) => `${String(row["field"])}: ${String(row["detail"])}`);
}

/** The body without what is a race in the answer to a creation (rules.ts). */
function withoutRace(request: RecordedRequest, { body }: Answer): unknown {
  const isFresh = isObject(body) && (body["status"] === "pending" || body["status"] === "initializing");
  if (!isFresh || creationIn(request) === undefined) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => !racyOnCreation.has(key)));
}

function compareBody(recorded: unknown, given: unknown, translate: Translate): Difference[] {
  if (typeof recorded === "string" && typeof given === "string") {
    const isEmpty = (text: string) => text.trim() === "";
    return isEmpty(recorded) === isEmpty(given) ? [] : [difference("body", recorded, given)];
  }
  return compareJson(recorded, given, "body", translate);
}
