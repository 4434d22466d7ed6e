import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { findNamed, quoted, sameText } from "../../models/text";
import type { AgentBackend } from "../../repositories/agentBackend";
import { unsupported } from "./agentErrors";

/**
 * The id of the model a name means, in any case: its display name, the provider's name, or an id. Undefined
 * where none was named.
 * @throws CoderApiError(unsupported_by_deployment) where agents have no models to choose from
 * @throws ValidationError(bad_argument) that lists the models there are
 */
export async function findModel(
  backend: AgentBackend,
  name: string | undefined,
  call: Call,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  if (backend.chats === undefined) throw unsupported("choose the model of an agent");
  const models = await backend.chats.models(call);
  const found = findNamed(models, name) ?? models.find(({ model }) => sameText(model, name));
  if (found !== undefined) return found.id;
  const allowed = models.map((model) => model.name);
  throw new ValidationError("bad_argument", {
    message: `There is no model ${quoted(name)}.`,
    hint: `Use one of: ${allowed.map(quoted).join(", ")}; or leave it out for the default.`,
    details: { allowed },
  });
}
