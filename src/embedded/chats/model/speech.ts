/** What the scripted model says when it is called once. */

/** Something the model says, or a tool it calls. */
export type Piece =
  | { readonly kind: "text" | "reasoning"; readonly text: string; readonly afterMs: number }
  /** `args`: the JSON text the model sends, in pieces of its own. */
  | { readonly kind: "call"; readonly name: string; readonly args: string };

/** All it says in one answer, and how that breaks off. */
export interface Speech {
  readonly pieces: readonly Piece[];
  /** How the call ends after the pieces; null: well. */
  readonly failure: UpstreamFailure | null;
}

/** What the model's provider does wrong. */
export type UpstreamFailure =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly message: string;
      readonly retryAfterMs: number | null;
    }
  /** The connection is cut, or there is none. */
  | { readonly kind: "cut" }
  | { readonly kind: "down" }
  /** An error in the middle of the stream. */
  | { readonly kind: "in stream" };

/** Milliseconds between two words of ordinary speech. */
const wordMs = 20;

/** Says a text at once. */
export const say = (text: string, afterMs = wordMs): Speech => ({
  pieces: [{ kind: "text", text, afterMs }],
  failure: null,
});

/** Text word by word. */
export const sayWords = (text: string, everyMs = wordMs): Speech => ({
  pieces: (text.match(/\S+\s*/g) ?? []).map((word) => ({ kind: "text", text: word, afterMs: everyMs })),
  failure: null,
});

/** Calls a tool. */
export const call = (name: string, args: unknown): Speech => callRaw(name, JSON.stringify(args));

/** Calls a tool with arguments that need not be JSON. */
export const callRaw = (name: string, args: string): Speech => ({
  pieces: [{ kind: "call", name, args }],
  failure: null,
});

/** One after the other. */
export const join = (...speeches: readonly Speech[]): Speech => ({
  pieces: speeches.flatMap(({ pieces }) => pieces),
  failure: speeches.at(-1)?.failure ?? null,
});

/** Breaks off. */
export const fail = (failure: UpstreamFailure, pieces: readonly Piece[] = []): Speech => ({
  pieces,
  failure,
});
