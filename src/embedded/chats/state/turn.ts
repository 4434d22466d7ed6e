import type { StreamEvent } from "./events";
import type { Part } from "./types";

/** A turn of the model that runs, or waits for its place. */
export interface Turn {
  readonly chatId: string;
  readonly abort: AbortController;
  /** Only so many agents run at a time; `none`: it waits (facts/coder-chats.md 5). */
  place: "none" | "taken";
  /** Which call of the model this is: 1, and more after errors. */
  attempt: number;
  /** What the stream has shown of the running call: a reader who comes later gets all of it. */
  readonly preview: StreamEvent[];
  /** What was said so far, kept when it is interrupted: one part for each piece. */
  readonly said: Part[];
  /** The announced next attempt. */
  retry: StreamEvent | null;
}
