import type { Call } from "../../models/call";
import type { Preview } from "../../models/preview";
import type { Fleet } from "../fleet";
import { findAllowedTemplate, templateInUse } from "./templateAdmin";

/**
 * What deleting a template would do.
 * @throws ValidationError(missing_template; wrong_state where the token sees a workspace of it)
 */
export async function previewDeleteTemplate(fleet: Fleet, text: string, call: Call): Promise<Preview> {
  const template = await findAllowedTemplate(fleet, text, call);
  const { id, name, active_version_id: version } = template;
  const query = { owner: { kind: "all" }, template: name, limit: 1 } as const;
  const { count } = await fleet.deployment.workspaces.search(query, call);
  if (count > 0) throw templateInUse(template);
  return {
    target: { kind: "template", id, name, status: null, version },
    effects: ["Its versions go with it: nothing can be made of it any more.", "This cannot be undone."],
  };
}
