/**
 * One recorded exchange with a real deployment, split in two on loading: what was asked (the driver's half)
 * and what was answered (the comparer's half). The driver never gets to see an answer.
 */
import * as z from "zod";

const actors = ["admin", "member", "member2", "scoped", "none", "other", "agent"] as const;
/**
 * Who asked: ada (owner), mia and max (members), a token that may only read workspaces, nobody, somebody with a
 * wrong token, a workspace agent.
 */
export type Actor = (typeof actors)[number];

const frameSchema = z
  .object({
    dir: z.enum(["client", "server"]),
    opcode: z.string().default("text"),
    at_ms: z.number().optional(),
    t_ms: z.number().optional(),
    data: z.unknown(),
  })
  .transform(({ at_ms: atMs, t_ms: otherMs, ...frame }) => ({ ...frame, at_ms: atMs ?? otherMs ?? 0 }));

const closeSchema = z
  .object({ by: z.string().default("client"), code: z.number().nullish(), reason: z.string().nullish() })
  .nullish();

/** Keys with one value or several; some recorders wrote a list of pairs. */
const querySchema = z
  .union([
    z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .transform((query) =>
        Object.entries(query).flatMap(([key, value]) =>
          [value].flat().map((one) => [key, String(one)] as const),
        ),
      ),
    z.array(z.tuple([z.string(), z.string()])),
  ])
  .transform((pairs) => {
    const query: Record<string, string> = {};
    for (const [key, value] of pairs) query[key] = key in query ? `${query[key] ?? ""}\n${value}` : value;
    return query;
  });

const fileSchema = z.object({
  coder_version: z.string(),
  recorded_at: z.iso.datetime({ offset: true }),
  // "member (cookie)" is the member still; whoever else recorders made up has a token nobody knows here.
  actor: z
    .string()
    .nullable()
    .transform((actor) => actors.find((one) => one === (actor ?? "none").split(" ")[0]) ?? "other"),
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: querySchema.nullish().transform((query) => query ?? {}),
    headers: z
      .record(z.string(), z.string())
      .nullish()
      .transform((headers) => headers ?? {}),
    body: z.unknown(),
  }),
  response: z.object({
    status: z.number(),
    headers: z
      .record(z.string(), z.string())
      .nullish()
      .transform((headers) => headers ?? {}),
    body: z.unknown(),
    frames: z.array(frameSchema).nullish(),
    close: closeSchema,
  }),
  /** The recorders of chats wrote the frames beside the answer. */
  frames: z.array(frameSchema).nullish(),
  close: closeSchema,
  elapsed_ms: z.number().nullish(),
  note: z.string().nullish(),
});

export interface ClientFrame {
  readonly opcode: "text" | "binary";
  /** Milliseconds after the socket opened. */
  readonly atMs: number;
  readonly data: unknown;
}

/** The half the driver gets: all that was sent, and when. */
export interface RecordedRequest {
  /** `<version>/<area>/<name>`, for printing and for putting the halves together again; never for decisions. */
  readonly file: string;
  readonly version: string;
  readonly actor: Actor;
  /** When it was sent, milliseconds since 1970. */
  readonly sentAt: number;
  readonly endedAt: number;
  readonly method: string;
  readonly path: string;
  /** A key that was given several times has its values one on each line. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What the recorder wrote down about its own request. */
  readonly note: string;
  /** The client's side of a WebSocket; null for plain HTTP. */
  readonly socket: { readonly frames: readonly ClientFrame[]; readonly closedByClient: boolean } | null;
}

export interface ServerFrame {
  readonly opcode: string;
  readonly data: unknown;
}

/** An answer, recorded or given now: the half the comparer gets. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON where it is JSON, else text; null when empty. */
  readonly body: unknown;
  /** The server's frames; null when no WebSocket was opened. */
  readonly frames: readonly ServerFrame[] | null;
  readonly close: { readonly by: string; readonly code: number; readonly reason: string } | null;
}

export interface Recording {
  readonly request: RecordedRequest;
  readonly answer: Answer;
}

/** Reads one file; undefined where it records no HTTP exchange (stdio sessions). Throws on a broken file. */
export function parseRecording(file: string, json: unknown): Recording | undefined {
  if (typeof json !== "object" || json === null || !("request" in json)) return undefined;
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new Error(`${file} is no recording: ${z.prettifyError(parsed.error)}`);
  const recorded = parsed.data;
  const frames = recorded.response.frames ?? recorded.frames ?? [];
  const close = recorded.response.close ?? recorded.close ?? null;
  const isSocket = Object.entries(recorded.request.headers).some(
    ([name, value]) => name.toLowerCase() === "upgrade" && value.toLowerCase() === "websocket",
  );
  const endedAt = Date.parse(recorded.recorded_at);
  const clientFrames = frames.filter((frame) => frame.dir === "client");
  return {
    request: {
      file,
      version: recorded.coder_version,
      actor: recorded.actor,
      sentAt: endedAt - (recorded.elapsed_ms ?? (recorded.frames ?? clientFrames).at(-1)?.at_ms ?? 0),
      endedAt,
      method: recorded.request.method,
      path: recorded.request.path,
      query: recorded.request.query,
      headers: recorded.request.headers,
      body: recorded.request.body ?? null,
      note: recorded.note ?? "",
      socket: isSocket
        ? {
            frames: clientFrames.map((frame) => ({
              opcode: frame.opcode === "text" ? "text" : "binary",
              atMs: frame.at_ms,
              data: frame.data,
            })),
            // Closing is the client's own act, so it belongs to what was sent.
            closedByClient: close === null || (close.by === "client" && (close.code ?? 1006) !== 1006),
          }
        : null,
    },
    answer: {
      status: recorded.response.status,
      headers: recorded.response.headers,
      body: recorded.response.body ?? null,
      frames: recorded.response.status === 101 ? frames.filter((frame) => frame.dir === "server") : null,
      close: close === null ? null : { by: close.by, code: close.code ?? 1006, reason: close.reason ?? "" },
    },
  };
}
