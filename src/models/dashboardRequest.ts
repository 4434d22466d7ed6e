import * as z from "zod";

/** What the dashboard's page asks of the extension. */
export const dashboardRequestSchema = z.discriminatedUnion("kind", [
  /** The page is there and wants data. */
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("open"), key: z.string() }),
  /** Show the course of this part of the fleet. */
  z.object({ kind: z.literal("choose"), part: z.string() }),
]);
