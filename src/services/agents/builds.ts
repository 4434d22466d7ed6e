import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { CoderApiError } from "../../models/errors";
import { singleLine } from "../../models/text";
import type { StartedBuild } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import type { Report } from "../progress";

/**
 * Follows a build of an agent's workspace to its end, reporting its stages.
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
  let stage = "";
  const build = await fleet.deployment.builds.follow(
    started.buildId,
    (line) => {
      if (line.stage !== "" && line.stage !== stage) {
        stage = line.stage;
        report(`${agent.name}: ${stage}`);
      }
    },
    call,
  );
  if (build.job.status !== "succeeded") {
    throw new CoderApiError("server_error", {
      message: `The ${build.transition} build of agent '${agent.name}' ended as ${build.job.status}: ${singleLine(build.job.error ?? "no reason given", 300)}. ${consequence}`,
      hint: "The build's log in Coder says more; restart_agent tries again.",
    });
  }
}
