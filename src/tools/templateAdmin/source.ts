/** Where a template's code comes from: arguments of the tools that import it. */
import * as z from "zod";
import { optional, optionalText } from "../arguments";

export const sourceArguments = {
  path: optionalText.describe("Folder, .tar or .zip on the server's machine"),
  files: optional(z.record(z.string(), z.string())).describe("Instead of path: texts by relative path"),
  version_name: optionalText,
  message: optionalText.describe("What changed"),
  organization: optionalText.describe("Name or id, when in several"),
};
