import { checkAgentText } from "../../services/agents/agentText";
import { errorText } from "../extension/errorText";

/** Why the services would refuse a text; undefined when they would not. */
export function textProblem(text: string, name: string): string | undefined {
  try {
    checkAgentText(text, name);
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}
