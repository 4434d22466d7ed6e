/**
 * `tsx tools/vscode-e2e/measureScale.ts`: runs the suite of test/vscode/scale in a fresh VS Code and prints one JSON
 * line: `{ measurements: { name: number }, phases: PhaseFigures[] }`, or `{ leftOut: why }` where there is no VS Code.
 */
import { type Recording } from "./frames";
import { SCALE } from "./hostSuites";
import { install } from "./installation";
import { phaseFigures } from "./phaseFigures";
import { checkPassed, printMeasured } from "./printMeasured";
import { runHostSuite } from "./runHostSuite";

await printMeasured(async () => {
  let recording: Recording = { gaps: [], appeared: [] };
  const results = await runHostSuite(install(), {
    suite: SCALE,
    seen: (seen) => {
      recording = seen;
    },
  });
  checkPassed(results);
  const { measurements, phases } = results;
  return { measurements, phases: phases.map((phase) => phaseFigures(phase, recording)) };
});
