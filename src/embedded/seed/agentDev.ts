import type { Generation } from "../generation";
import type { Blueprint } from "../state/blueprint";
import { claudeAgent } from "./blueprints";

const parameters = ["role", "build_delay", "fail_build"];
const roles = ["coder", "reviewer"];

/** A small workspace for the agents of chats, whose loop runs in the control plane: nothing runs in it by itself. */
export function agentDev(generation: Generation): Blueprint {
  const base = claudeAgent(generation);
  return {
    ...base,
    parameters: base.parameters.filter(({ name }) => parameters.includes(name)),
    presets: base.presets
      .filter(({ name }) => roles.includes(name))
      .map((preset) => ({
        ...preset,
        default: preset.name === roles[0],
        parameters: preset.parameters.filter(({ name }) => name === "role"),
      })),
    resources: base.resources.flatMap((resource) =>
      resource.agent === null
        ? []
        : [{ ...resource, agent: { ...resource.agent, environment: null, apps: [], scripts: [] } }],
    ),
    aiTaskApp: null,
  };
}
