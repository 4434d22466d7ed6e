import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import type { StartedBuild } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { watchJob } from "../watchJob";

/**
 * Follows a build of an agent's workspace to its end, reporting its stages and that it goes on.
 * @throws CoderApiError(server_error) where it ended otherwise than well. `consequence` says what that means.
 */
export async function followBuild(
  fleet: Fleet,
  agent: Agent,
  started: StartedBuild,
  consequence: string,
  call: Call,
): Promise<void> {
  const { ended: build, log } = await watchJob(
    agent.name,
    (hear) => fleet.deployment.builds.follow(started.buildId, hear, call),
    progressReporter(call),
  );
  if (build.job.status === "succeeded") return;
  const what = `The ${build.transition} build of agent '${calledName(agent)}'`;
  throw log.failure(
    what,
    build.job,
    "The build's log in Coder says more; restart_agent tries again.",
    consequence,
  );
}
