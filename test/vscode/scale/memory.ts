import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/** What is still in use of the extension host's memory, in MB. */
export function memoryInUse(): number {
  setFlagsFromString("--expose-gc");
  new Script("gc()").runInNewContext();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
