import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import type { WorkspaceBuild } from "../../models/coder/workspace";
import { CoderApiError } from "../../models/errors";
import { singleLine } from "../../models/text";
import type { StartedBuild } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import type { Report } from "../progress";

/** Longest silence while a build is followed, in milliseconds: clients give up on calls that say nothing. */
const BEAT_MS = 5_000;

/** Follows a build of an agent's workspace to its end, however it goes, reporting its stages and that it goes on. */
export async function watchBuild(
  fleet: Fleet,
  agent: Agent,
  buildId: string,
  report: Report,
  call: Call,
): Promise<WorkspaceBuild> {
  let stage = "";
  const began = Date.now();
  const beat = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    report(`${agent.name}: ${stage === "" ? "waiting for its build" : stage} (${seconds} s)`);
  }, BEAT_MS);
  try {
    return await fleet.deployment.builds.follow(
      buildId,
      (line) => {
        if (line.stage === "" || line.stage === stage) return;
        stage = line.stage;
        report(`${agent.name}: ${stage}`);
      },
      call,
    );
  } finally {
    clearInterval(beat);
  }
}

/**
 * Follows a build of an agent's workspace to its end, as `watchBuild` does.
 * @throws CoderApiError(server_error) where it ended otherwise than well. `consequence` says what that means.
 */
export async function followBuild(
  fleet: Fleet,
  agent: Agent,
  started: StartedBuild,
  consequence: string,
  report: Report,
  call: Call,
): Promise<void> {
  const build = await watchBuild(fleet, agent, started.buildId, report, call);
  if (build.job.status !== "succeeded") {
    throw new CoderApiError("server_error", {
      message: `The ${build.transition} build of agent '${calledName(agent)}' ended as ${build.job.status}: ${singleLine(build.job.error ?? "no reason given", 300)}. ${consequence}`,
      hint: "The build's log in Coder says more; restart_agent tries again.",
    });
  }
}
