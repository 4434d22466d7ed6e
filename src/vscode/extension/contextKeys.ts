import { commands } from "vscode";
import type { GroupBy, SortBy } from "../fleet/arrange";
import type { ViewState } from "../fleet/fleetState";

/** Every context key that `when` clauses of package.json can ask for. Set nowhere but here. */
export interface ContextKeys {
  /** What the Fleet view shows: decides between the tree and the welcome texts. */
  "coderFleet.state": ViewState;
  "coderFleet.signedIn": boolean;
  /** The active deployment refuses the token. */
  "coderFleet.expired": boolean;
  /** Whether there is another deployment to switch to. */
  "coderFleet.severalDeployments": boolean;
  "coderFleet.allOwners": boolean;
  "coderFleet.showArchived": boolean;
  /** Whether a deployment shown has chats: only they can be renamed and archived. */
  "coderFleet.hasChats": boolean;
  "coderFleet.filtered": boolean;
  "coderFleet.groupBy": GroupBy;
  "coderFleet.sortBy": SortBy;
  "coderFleet.demoRunning": boolean;
  /** What can be done with the agent whose document is in front, as words; empty where none is. */
  "coderFleet.activeAgent": string;
}

export function setContextKey<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void commands.executeCommand("setContext", key, value);
}
