/** Preloaded with --expose-gc: on SIGUSR2 collects all garbage and writes what is left, in bytes. */
process.on("SIGUSR2", () => {
  globalThis.gc();
  process.stderr.write(`live heap ${process.memoryUsage().heapUsed}\n`);
});
