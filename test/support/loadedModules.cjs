/** Preloaded into a server: tells at its end which files it has loaded. */
process.on("exit", () => {
  process.stderr.write(`loaded ${Object.keys(require.cache).join(" ")}\n`);
});
