/** Preloaded with --expose-gc: on SIGUSR2 collects all garbage and writes what is left, in bytes. */
process.on("SIGUSR2", () => {
  globalThis.gc();
  // What the first collection has ended goes with the second.
  setImmediate(() => {
    globalThis.gc();
    process.stderr.write(`live heap ${process.memoryUsage().heapUsed}\n`);
  });
});
