/**
 * `node scripts/code-cache.mjs BUNDLE CACHE`: runs the server's bundle as its launcher does, lets it answer the
 * first messages of a client, and writes V8's code cache of what was compiled on the way. Run by esbuild.mjs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

const [, , bundle, cache] = process.argv;
const script = new Script(Module.wrap(readFileSync(bundle, "utf8")), { filename: bundle });
process.on("exit", () => writeFileSync(cache, script.createCachedData()));
process.argv.splice(2);
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
