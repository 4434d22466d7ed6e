import { fail, say, type Speech, type UpstreamFailure } from "./speech";

const status = (code: number, message: string, retryAfterMs: number | null = null): UpstreamFailure => ({
  kind: "status",
  status: code,
  message,
  retryAfterMs,
});

/** What providers say beside their status. */
const messages: ReadonlyMap<number, string> = new Map([
  [400, "Invalid request: bad parameter."],
  [401, "Incorrect API key provided."],
  [403, "Country not supported."],
  [404, "The model does not exist."],
  [429, "Rate limit reached."],
  [500, "The server had an error while processing your request."],
  [503, "The engine is currently overloaded, please try again later."],
  [529, "Overloaded."],
]);

/** How long a provider asks to wait at a 429. */
const retryAfterMs = 2000;

/**
 * The answer to a prompt that asks for a failure; null when it asks for none.
 * @param rest `xK` lets the first K attempts fail
 */
export function failureSpeech(name: string, rest: string, attempt: number): Speech | null {
  const times = /^x(\d+)$/.exec(rest)?.[1];
  if (times !== undefined && attempt > Number(times)) return null;
  const code = /^err(\d{3})$/.exec(name)?.[1];
  if (code !== undefined) {
    const number = Number(code);
    return fail(status(number, messages.get(number) ?? "Error.", number === 429 ? retryAfterMs : null));
  }
  switch (name) {
    case "fail":
      return fail(status(400, "Invalid request: bad parameter."));
    case "bad":
      return fail(status(401, "Incorrect API key provided."));
    case "quota":
      return fail(status(429, "You exceeded your current quota."));
    case "ctxlen":
      return fail(
        status(
          400,
          "This model's maximum context length is 128000 tokens. However, your messages resulted in 200000 tokens.",
        ),
      );
    case "drop":
      return fail(
        { kind: "cut" },
        ["this ", "stream ", "is ", "cut "].map((text) => ({ kind: "text", text, afterMs: 200 })),
      );
    case "streamerr":
      return fail({ kind: "in stream" });
    case "filter":
      return say("I can");
    case "lengthstop":
      return say("cut off here");
    case "empty":
      return { pieces: [], failure: null };
    default:
      return null;
  }
}
