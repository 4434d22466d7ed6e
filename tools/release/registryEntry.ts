import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { displayName, name, release, repository, version } from "./folders";

/** The entry's name in the registry of MCP servers; the namespace is the publisher's. */
export const MCP_NAME = `io.github.${name}/${name}`;
const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";

const variable = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  description: z.string().min(1),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  format: z.enum(["string", "number", "boolean", "filepath"]).optional(),
});
const common = {
  identifier: z.string().min(1),
  transport: z.strictObject({ type: z.literal("stdio") }),
  environmentVariables: z.array(variable),
};
const exactVersion = z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);

/**
 * What the registry's schema of 2025-12-11 allows of what we use; it comes in no package that could be installed.
 * @see https://github.com/modelcontextprotocol/registry docs/reference/server-json/server.schema.json
 */
const serverSchema = z.strictObject({
  $schema: z.literal(SCHEMA),
  name: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: exactVersion,
  repository: z.strictObject({ url: z.url(), source: z.literal("github") }),
  packages: z.array(
    z.discriminatedUnion("registryType", [
      z.strictObject({ registryType: z.literal("npm"), version: exactVersion, ...common }),
      z.strictObject({
        registryType: z.literal("mcpb"),
        fileSha256: z.string().regex(/^[a-f0-9]{64}$/),
        ...common,
      }),
    ]),
  ),
});

const environmentVariables = [
  { name: "CODER_URL", description: "Address of the Coder deployment", format: "string" },
  { name: "CODER_SESSION_TOKEN", description: "Session token for it", isSecret: true },
  { name: "CODER_SESSION_TOKEN_FILE", description: "File that holds the session token", format: "filepath" },
] as const;

/** Writes `server.json` for the registry of MCP servers. @throws z.ZodError where the schema would refuse it */
export function writeRegistryEntry(bundle: string): string {
  const transport = { type: "stdio" } as const;
  const entry = serverSchema.parse({
    $schema: SCHEMA,
    name: MCP_NAME,
    title: displayName,
    description: "See, create, direct and clean up fleets of coding agents on a Coder deployment.",
    version,
    repository: { url: repository, source: "github" },
    packages: [
      { registryType: "npm", identifier: name, version, transport, environmentVariables },
      {
        registryType: "mcpb",
        identifier: `${repository}/releases/download/v${version}/${basename(bundle)}`,
        fileSha256: createHash("sha256").update(readFileSync(bundle)).digest("hex"),
        transport,
        environmentVariables,
      },
    ],
  });
  const file = join(release, "server.json");
  writeFileSync(file, `${JSON.stringify(entry, null, 2)}\n`);
  return file;
}
