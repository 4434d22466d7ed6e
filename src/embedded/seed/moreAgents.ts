import type { AppBlueprint, Blueprint } from "../state/blueprint";

/** What tells one coding agent's template from another's. */
interface Coder {
  readonly slug: string;
  readonly displayName: string;
  readonly icon: string;
  /** Name of the preset that is taken when none is asked for. */
  readonly role: string;
}

/** The template of another coding agent: as large as the given one, with an app and a usual role of its own. */
export function agentLike(base: Blueprint, coder: Coder): Blueprint {
  return {
    ...base,
    presets: base.presets.map((preset) => ({ ...preset, default: preset.name === coder.role })),
    resources: base.resources.map((resource) =>
      resource.agent === null
        ? resource
        : { ...resource, agent: { ...resource.agent, apps: resource.agent.apps.map(renamed) } },
    ),
    aiTaskApp: coder.slug,
  };

  function renamed(app: AppBlueprint): AppBlueprint {
    if (app.slug === base.aiTaskApp) {
      return { ...app, slug: coder.slug, displayName: coder.displayName, icon: coder.icon };
    }
    return app.slug === `${base.aiTaskApp ?? ""}-cli`
      ? { ...app, slug: `${coder.slug}-cli`, displayName: `${coder.displayName} CLI` }
      : app;
  }
}
