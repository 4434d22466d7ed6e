import { readFile } from "node:fs/promises";

/** What the SDK does for `specTypeSchemas` when it is loaded: it takes every schema of the protocol into a table. */
const REGISTRATIONS = [
  "for (const key of SPEC_SCHEMA_KEYS) register(key, schemas_exports[key]);\n",
  "for (const [key, schema] of Object.entries(authSchemas)) register(key, schema);\n",
];

/** The making of a schema, whose call has no effect but its result. */
const SCHEMA = /\bz\.\w+\(|\b\w+Schema\.(?:extend|merge)\(/g;

/**
 * Leaves out of the bundles what the MCP SDK keeps ready for `specTypeSchemas`, which nobody here asks for: building
 * a hundred and fifty schemas costs a sixth of the time to the first answer. Without the two loops above esbuild
 * drops each schema that is not used, once it knows that making one has no other effect.
 * @type {import("esbuild").Plugin}
 */
export const leaveOutSpecTypes = {
  name: "leave-out-spec-types",
  setup({ onLoad }) {
    onLoad({ filter: /@modelcontextprotocol\/core\/dist\/(?:schemas|auth)-\w+\.mjs$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(SCHEMA, "/* @__PURE__ */ $&"),
    }));
    onLoad({ filter: /@modelcontextprotocol\/server\/dist\/src-\w+\.mjs$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const loop of REGISTRATIONS) {
        if (!contents.includes(loop)) throw new Error(`${path} does not hold: ${loop}`);
        contents = contents.replace(loop, "");
      }
      return { contents };
    });
  },
};
