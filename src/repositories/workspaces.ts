import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { searchQuery } from "../clients/search";
import { buildSchema, workspaceListSchema, workspaceSchema } from "../models/coder/workspace";
import { ownerTerm } from "./agents/scope";
import { createFor } from "./creating";
import type { WorkspaceRepository } from "./deployment";
import { orUndefined } from "./missing";

/** Workspaces of a deployment. */
export function workspaceRepository(client: CoderClient): WorkspaceRepository {
  const list: WorkspaceRepository["list"] = (query, call) =>
    client.json(routes.workspaces, { query, schema: workspaceListSchema }, call);
  return {
    list,

    search({ owner, status, template, ...page }, call) {
      const terms = {
        ...ownerTerm(owner),
        ...(status === undefined ? {} : { status }),
        ...(template === undefined ? {} : { template }),
      };
      return list({ q: searchQuery(terms), ...page }, call);
    },

    find: (reference, call) =>
      orUndefined(
        reference.kind === "id"
          ? client.json(
              routes.workspace,
              {
                params: { workspace: reference.id },
                schema: workspaceSchema,
                subject: { kind: "workspace", name: reference.id },
              },
              call,
            )
          : client.json(
              routes.workspaceByName,
              {
                params: { user: reference.owner, workspaceName: reference.name },
                schema: workspaceSchema,
                subject: { kind: "workspace", name: reference.name },
              },
              call,
            ),
      ),

    create: (request, call) =>
      createFor(
        request.owner,
        client.json(
          routes.createWorkspace,
          {
            params: { user: request.owner },
            body: {
              name: request.name,
              template_id: request.templateId,
              template_version_id: request.templateVersionId,
              template_version_preset_id: request.presetId ?? undefined,
              rich_parameter_values: request.parameters,
            },
            schema: workspaceSchema,
            subject: { kind: "workspace", name: request.name },
          },
          call,
        ),
      ),

    build: (workspaceId, transition, call) =>
      client.json(
        routes.createBuild,
        {
          params: { workspace: workspaceId },
          body: { transition },
          schema: buildSchema,
          subject: { kind: "workspace", name: workspaceId },
        },
        call,
      ),
  };
}
