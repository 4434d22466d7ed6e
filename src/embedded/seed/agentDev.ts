import type { Generation } from "../generation";
import type { Blueprint } from "../state/blueprint";
import { claudeAgent } from "./blueprints";

const parameters = ["role", "build_delay", "fail_build"];
const roles = ["coder", "reviewer"];
const roleChoice = {
  displayName: "Agent role",
  formType: "radio",
  options: [
    { name: "Coder", value: "coder", description: "", icon: "" },
    { name: "Reviewer", value: "reviewer", description: "", icon: "" },
  ],
} as const;

/** A small workspace for the agents of chats, whose loop runs in the control plane: nothing runs in it by itself. */
export function agentDev(generation: Generation): Blueprint {
  const base = claudeAgent(generation);
  return {
    ...base,
    parameters: base.parameters
      .filter(({ name }) => parameters.includes(name))
      .map((parameter) => (parameter.name === "role" ? { ...parameter, ...roleChoice } : parameter)),
    presets: base.presets
      .filter(({ name }) => roles.includes(name))
      .map((preset) => ({
        ...preset,
        default: preset.name === roles[0],
        parameters: preset.parameters.filter(({ name }) => name === "role"),
      })),
    resources: base.resources
      .filter(({ type }) => type !== "coder_ai_task")
      .map((resource) => ({
        ...resource,
        icon: "",
        metadata: [],
        agent:
          resource.agent === null
            ? null
            : {
                ...resource.agent,
                environment: { ROLE: "${role}" },
                startupBlocks: false,
                apps: [],
                scripts: [],
                metadata: [],
              },
      })),
    aiTaskApp: null,
  };
}
