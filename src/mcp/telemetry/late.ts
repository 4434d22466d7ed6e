/** OpenTelemetry's SDK, for operators who ask for it: the build makes a bundle of its own of this file. Only `import()` it. */
export { startTelemetry } from "./openTelemetry";
