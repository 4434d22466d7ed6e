import type { Reply } from "./reply";

/** What is wrong with one field. */
export interface Validation {
  readonly field: string;
  readonly detail: string;
}

/** An answer other than success, with Coder's body `{message, detail?, validations?}`. */
export class HttpError extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  readonly validations: readonly Validation[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    detail?: string,
    validations?: readonly Validation[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.detail = detail;
    this.validations = validations;
    this.headers = headers;
  }

  get body(): { message: string; detail?: string; validations?: readonly Validation[] } {
    return {
      message: this.message,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.validations === undefined ? {} : { validations: this.validations }),
    };
  }
}

/** A refusal in another form than Coder's usual error body: a page, for instance. */
export class ReplyError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super("the request is refused");
    this.reply = reply;
  }
}

/** Coder answers the same for "missing" and "not yours to see". */
export const notFound = () =>
  new HttpError(404, "Resource not found or you do not have access to this resource");
export const routeNotFound = () => new HttpError(404, "Route not found.");
export const agentNotFound = () =>
  new HttpError(404, "Agent doesn't exist with that id, or you do not have access to it.");
export const forbidden = () =>
  new HttpError(
    403,
    "Forbidden.",
    "You don't have permission to view this content. If you believe this is a mistake, please contact your administrator or try signing in with different credentials.",
  );
