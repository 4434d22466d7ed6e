/** Log lines have numbers of their own in every deployment: `after` and `before` are moved into the log there is. */
import * as z from "zod";
import type { RecordedRequest } from "../recordings/recording";
import type { Server } from "./server";

const lines = z.array(z.object({ id: z.number() }));

/** The query as it must be asked here: a window that begins in the middle of the log and is as wide. */
export async function moveLogWindow(
  request: RecordedRequest,
  path: string,
  server: Server,
): Promise<RecordedRequest> {
  if (!path.endsWith("/logs")) return request;
  const asked = ["after", "before"].flatMap((key) => {
    const value = request.query[key];
    return value !== undefined && /^[1-9]\d*$/.test(value) ? [[key, Number(value)] as const] : [];
  });
  if (asked.length === 0) return request;
  const log = (await server.ask(lines, "GET", path)) ?? [];
  const first = Math.min(...asked.map(([, value]) => value));
  const moved = asked.map(([key, value]) => {
    const index = Math.min(Math.floor(log.length / 2) + value - first, log.length - 1);
    return [key, String(log[index]?.id ?? value)] as const;
  });
  return { ...request, query: { ...request.query, ...Object.fromEntries(moved) } };
}
