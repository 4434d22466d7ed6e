/** Which recorded task came of a request that gave no name: told by the order things are first spoken of. */
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { creationIn, idsIn, textField } from "./mentions";
import { isGenerated } from "./plan";

export function assignUnnamed(
  requests: readonly RecordedRequest[],
  world: World,
): ReadonlyMap<RecordedRequest, string> {
  const creations = requests.filter((request) => {
    const made = creationIn(request);
    return made !== undefined && made.name === undefined && isPlausible(request);
  });
  const spokenOf = requests
    .flatMap((request) => idsIn(request))
    .map((id) => world.get(id))
    .filter((entity) => entity !== undefined)
    .filter((entity) => (entity.kind === "workspace" || entity.kind === "task") && isGenerated(entity.name));
  const left = [...new Set(spokenOf)];
  const assigned = new Map<RecordedRequest, string>();
  // First those seen at work, in order; what was only seen stopped may have been made anywhere between.
  for (const fits of [fitsWell, fitsAtAll]) {
    for (const entity of [...left]) {
      const creation = creations.find(
        (request) =>
          !assigned.has(request) && fits(request, entity, world) && isBefore(request, entity, requests),
      );
      if (creation === undefined) continue;
      assigned.set(creation, entity.id);
      left.splice(left.indexOf(entity), 1);
    }
  }
  return assigned;
}

/** A version and a prompt are the least a task is made of. */
function isPlausible(request: RecordedRequest): boolean {
  return (
    textField(request.body, "template_version_id") !== undefined &&
    (creationIn(request)?.owner === "mia" || request.actor !== "member")
  );
}

function isBefore(creation: RecordedRequest, entity: Entity, requests: readonly RecordedRequest[]): boolean {
  const first = requests.find((request) => idsIn(request).includes(entity.id));
  return first === undefined || creation.sentAt < first.sentAt;
}

const failed = (entity: Entity) => entity.seen.includes("failed");

function presetOf(request: RecordedRequest, world: World): string {
  return world.get(textField(request.body, "template_version_preset_id") ?? "")?.name ?? "";
}

function fitsAtAll(request: RecordedRequest, entity: Entity, world: World): boolean {
  return failed(entity) === (presetOf(request, world) === "broken");
}

function fitsWell(request: RecordedRequest, entity: Entity, world: World): boolean {
  if (!fitsAtAll(request, entity, world)) return false;
  return failed(entity) || entity.seen.includes("running") || entity.seen.includes("starting");
}
