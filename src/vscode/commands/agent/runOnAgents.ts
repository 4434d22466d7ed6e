import pLimit from "p-limit";
import { ProgressLocation, window } from "vscode";
import type { Call } from "../../../models/call";
import type { Fleet } from "../../../services/fleet";
import { signalOf } from "../../extension/cancellation";
import { errorText } from "../../extension/errorText";
import { isCanceled } from "../../extension/errors";
import type { Parts } from "../../extension/parts";
import type { AgentEntry } from "../../fleet/agentEntry";

/** Agents worked on at the same time: enough to be quick, few enough for a deployment's rate limit. */
const AT_ONCE = 4;

/** Does one thing with one agent, named by its id. */
type Action = (fleet: Fleet, agentId: string, call: Call) => Promise<unknown>;

interface Failure {
  readonly entry: AgentEntry;
  readonly error: unknown;
}

/**
 * Does something with agents, showing progress that can be cancelled, then looks at the fleet again. Failures are
 * said once for all agents, with a Retry for those that failed.
 * @param title of the progress, such as "Pausing"
 * @returns whether all went well
 */
export async function runOnAgents(
  parts: Parts,
  entries: readonly AgentEntry[],
  title: string,
  action: Action,
): Promise<boolean> {
  if (entries.length === 0) return false;
  const failures = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const signal = signalOf(token);
      const limit = pLimit(AT_ONCE);
      const increment = entries.length > 1 ? { increment: 100 / entries.length } : {};
      const outcomes = await Promise.all(
        entries.map((entry) =>
          limit(async (): Promise<Failure | undefined> => {
            progress.report({ message: entry.agent.name });
            try {
              const fleet = await parts.connections.fleet(entry.deployment);
              await action(fleet, entry.agent.id, {
                signal,
                progress: ({ message }) => {
                  progress.report({ message });
                },
              });
              return undefined;
            } catch (error) {
              return { entry, error };
            } finally {
              progress.report(increment);
            }
          }),
        ),
      );
      await parts.store.refresh();
      parts.tree.renew(entries);
      return outcomes.filter((outcome) => outcome !== undefined);
    },
  );
  report(parts, failures, entries.length, () => {
    void runOnAgents(
      parts,
      failures.map(({ entry }) => entry),
      title,
      action,
    );
  });
  return failures.length === 0;
}

/** Not awaited: a message stays until somebody closes it. */
function report(parts: Parts, failures: readonly Failure[], asked: number, retry: () => void): void {
  const real = failures.filter(({ error }) => !isCanceled(error));
  const [first] = real;
  if (first === undefined) return;
  const error =
    asked === 1
      ? first.error
      : new Error(parts.t("{0} of {1} agents: {2}", real.length, asked, errorText(first.error)), {
          cause: first.error,
        });
  void parts.messages.failed(error, first.entry.deployment, retry);
}
