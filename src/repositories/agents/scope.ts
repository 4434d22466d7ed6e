import type { OwnerScope } from "../agentBackend";

/** The search term for whose agents are wanted; empty for everybody's. */
export function ownerTerm(scope: OwnerScope): { owner?: string } {
  switch (scope.kind) {
    case "me":
      return { owner: "me" };
    case "user":
      return { owner: scope.name };
    case "all":
      return {};
  }
}
