/**
 * The HTTP server, which clients over standard input never need: the build makes a bundle of its own of this file.
 * Only `import()` it.
 */
import type { serveHttp as Serve } from "./serve";

/** Imported late itself: esbuild runs the modules of a bundle in their order only where none is half late. */
export const serveHttp: typeof Serve = async (...args) => (await import("./serve")).serveHttp(...args);
