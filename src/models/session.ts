import * as z from "zod";

/** What is kept of a login to one deployment. */
export const sessionSchema = z.object({
  token: z.string().min(1),
  /** Name of the token's user. */
  user: z.string().min(1),
});
export type StoredSession = z.output<typeof sessionSchema>;
