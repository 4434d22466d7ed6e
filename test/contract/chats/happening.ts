import type { Actor } from "../recordings/recording";

/** Something the recorder did that no request of a folder need show. */
export interface Happening {
  readonly version: string;
  /** Area of the recordings. */
  readonly area: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly does: Deed;
}

export type Deed =
  /** A switch was thrown: the body of a control route. */
  | { readonly kind: "switch"; readonly route: string; readonly body: unknown }
  /** A request; `{first}` in its path is the first message of its chat. */
  | {
      readonly kind: "request";
      readonly actor: "admin" | "member";
      readonly method: "POST" | "PATCH" | "DELETE";
      readonly path: string;
      readonly body?: unknown;
      /** Kept requests of about the same time that ask the same and are others. */
      readonly alike?: number;
    }
  /** A chat was begun, by its recorded id; `workspace` is the name of the one it was given. */
  | {
      readonly kind: "chat";
      readonly actor: "admin" | "member";
      readonly chat: string;
      readonly prompt: string;
      readonly workspace?: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly plan_mode?: "plan";
    }
  /** Chats that were begun at once; `#` in prompt and labels counts from 0. */
  | {
      readonly kind: "begin";
      readonly actor: "admin" | "member";
      readonly prompt: string;
      readonly count: number;
      readonly labels?: Readonly<Record<string, string>>;
    }
  /** Somebody asked the same so often that the limit of requests was reached. */
  | { readonly kind: "exhaust"; readonly actor: Actor; readonly path: string };
