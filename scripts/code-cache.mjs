/**
 * `node scripts/code-cache.mjs BUNDLE CACHE`: runs the server's bundle as its launcher does, lets it answer the
 * first messages of a client, and writes V8's code cache of what was compiled on the way, after the 64 characters
 * that end the bundle and tell it from other builds. Run by esbuild.mjs.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { Script } from "node:vm";

const [bundle, cache] = process.argv.splice(2).map((path) => resolve(path));
const source = readFileSync(bundle, "latin1");
const script = new Script(Module.wrap(source), { filename: bundle });
process.on("exit", () => {
  const temporary = `${cache}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([Buffer.from(source.slice(-64)), script.createCachedData()]));
  renameSync(temporary, cache);
});
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
