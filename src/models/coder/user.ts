/** Users and what a deployment says of itself. */
import * as z from "zod";
import { optionalText, rows } from "./common";

/** A user, as far as the token may see them. */
export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: optionalText,
  email: optionalText,
  status: optionalText,
  organization_ids: rows(z.string()),
  roles: rows(z.object({ name: z.string(), display_name: optionalText })),
});
export type User = z.output<typeof userSchema>;

/** An organization the user belongs to. */
export const organizationSchema = z.object({
  id: z.string(),
  name: z.string(),
  is_default: z.boolean().default(false),
});
export type Organization = z.output<typeof organizationSchema>;

/** Answered without a token. */
export const buildInfoSchema = z.object({
  version: z.string(),
});
export type BuildInfo = z.output<typeof buildInfoSchema>;

/** Answer to the question whether the token's user may create something. */
export const authCheckSchema = z.object({ create: z.boolean() });

/** Where apps with names of their own live, e.g. `*.apps.example.com`; empty where there is none. */
export const appsHostSchema = z.object({ host: optionalText });
