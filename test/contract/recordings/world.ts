/** `world.json`: what each recorded id is, and the states it was seen in. */
import * as z from "zod";

const entitySchema = z.object({
  /** user, organization, template, template_version, preset, workspace, task, build, workspace_agent, app, chat. */
  kind: z.string(),
  /** Builds: `<workspace>#<number>`. */
  name: z.string(),
  /** In no order. */
  seen: z.array(z.string()),
  version: z.string(),
});

export interface Entity extends z.output<typeof entitySchema> {
  readonly id: string;
}

/** The entities of a folder, or of one version of it. */
export class World {
  readonly entities: readonly Entity[];
  readonly #byId: ReadonlyMap<string, Entity>;

  constructor(entities: readonly Entity[]) {
    this.entities = entities;
    this.#byId = new Map(entities.map((entity) => [entity.id, entity]));
  }

  get(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  ofKind(kind: string): readonly Entity[] {
    return this.entities.filter((entity) => entity.kind === kind);
  }

  named(kind: string, name: string): Entity | undefined {
    return this.entities.find((entity) => entity.kind === kind && entity.name === name);
  }

  of(version: string): World {
    return new World(this.entities.filter((entity) => entity.version === version));
  }

  /** Both worlds in one; where both know an id, what was seen is joined. */
  with(other: World): World {
    const merged = new Map<string, Entity>();
    for (const entity of [...this.entities, ...other.entities]) {
      const known = merged.get(entity.id);
      const seen = [...new Set([...(known?.seen ?? []), ...entity.seen])];
      merged.set(entity.id, { ...(known ?? entity), seen });
    }
    return new World([...merged.values()]);
  }
}

export function parseWorld(json: unknown): World {
  const entries = z.record(z.string(), entitySchema).parse(json);
  return new World(Object.entries(entries).map(([id, entity]) => ({ id, ...entity })));
}
