/** Preloaded into a server: after the first line of its audit log the disk is full. */
const fs = require("node:fs");

const write = fs.writeSync;
let lines = 0;
fs.writeSync = (descriptor, ...rest) => {
  if (descriptor > 2) lines += 1;
  if (lines <= 1) return write(descriptor, ...rest);
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
};
