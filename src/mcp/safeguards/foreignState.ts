import { ValidationError } from "../../models/errors";

/**
 * The state that came with an answer is none of this server: made up, changed, or signed with another secret. The
 * protocol wants such a request refused as a whole, not answered with a failed call.
 */
export class ForeignStateError extends ValidationError {
  constructor(tool: string) {
    super("not_confirmed", {
      message: `The answer to ${tool} does not belong to a question of this server. Nothing was changed.`,
      hint: `Call ${tool} again without request state; where several processes serve one address, all need the same --state-secret-file.`,
    });
  }
}
