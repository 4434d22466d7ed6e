/** How running a script in a workspace can fail. */
import { CoderApiError, NetworkError } from "../../models/errors";
import { singleLine } from "../../models/text";

/** The caller wants it no more, and what it ran has ended. */
export function canceled(cause?: unknown): NetworkError {
  return new NetworkError("canceled", {
    message: "The call was canceled, and what it ran in the workspace was stopped.",
    hint: "Call again to run it anew.",
    cause,
  });
}

/** The connection ended before the script did. `recovery`: how to get at what it did, where there is a way. */
export function lost(workspace: string, recovery: string | undefined, cause?: unknown): NetworkError {
  return new NetworkError("unreachable", {
    message: `The connection to workspace '${workspace}' was lost while the call was under way.`,
    hint: recovery ?? "Look at the state of what it did, and call again.",
    retryable: recovery === undefined,
    cause,
  });
}

/** `recovery`: as for `lost`. */
export function tooSlow(workspace: string, recovery: string | undefined, cause: unknown): NetworkError {
  return new NetworkError("timeout", {
    message: `Workspace '${workspace}' did not answer in time.`,
    hint: recovery ?? "It may be overloaded: try again, or look at it with get_workspace_status.",
    retryable: recovery === undefined,
    cause,
  });
}

/** The script never spoke. `output` is what came instead. */
export function silent(workspace: string, output: string): CoderApiError {
  const said = singleLine(output.replaceAll(/[A-Za-z0-9+/=]{60,}/gu, ""), 200);
  return new CoderApiError("unsupported_by_deployment", {
    message: `Nothing can be run in workspace '${workspace}': its shell did not start our script${said === "" ? "" : ` (it said: ${said})`}.`,
    hint: "The workspace needs sh and base64, and a login shell that does not ask for input.",
  });
}

/** The terminal's output arrived changed. */
export function damaged(workspace: string): CoderApiError {
  return new CoderApiError("unexpected_answer", {
    message: `What came from workspace '${workspace}' was damaged on its way.`,
    hint: "Something in the workspace writes to our terminal: try again.",
    retryable: true,
  });
}
