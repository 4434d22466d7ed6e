import * as z from "zod";
import { openDeployment } from "../../src/repositories/openDeployment";
import { startRecorder } from "./recorder";
import { writeJson } from "./recordingFile";
import { scenarios } from "./scenarios";

/** Milliseconds between two looks at something that is on its way. */
const pollMs = 300;

/**
 * Runs every scenario through a recording proxy.
 * @throws whatever a scenario finds wrong; what was recorded until then is kept
 */
export async function recordScenarios(
  target: URL,
  token: string,
  directory: string,
  report: (line: string) => void,
): Promise<void> {
  const recorder = await startRecorder(target, token, await versionOf(target), directory);
  // Ids stand for themselves in a replay, so nothing has to be said of them.
  writeJson(directory, "world", {});
  try {
    for (const scenario of scenarios) {
      const { name } = scenario;
      recorder.enter(name.replace(/\W+/g, "-"));
      // Each scenario knows nothing yet, so that its recordings stand alone.
      const deployment = openDeployment({ url: recorder.url, token, userAgent: "coder-fleet/record" });
      try {
        await scenario.run({ deployment, pollMs });
        report(`recorded: ${name}`);
      } finally {
        deployment.close();
      }
    }
  } finally {
    await recorder.stop();
  }
}

const buildInfo = z.object({ version: z.string() });

/** `2.36.1` of `v2.36.1+b3acf7f`. */
async function versionOf(target: URL): Promise<string> {
  const response = await fetch(`${target.href.replace(/\/$/, "")}/api/v2/buildinfo`, {
    signal: AbortSignal.timeout(10_000),
  });
  const { version } = buildInfo.parse(await response.json());
  return /\d+\.\d+\.\d+/.exec(version)?.[0] ?? version;
}
