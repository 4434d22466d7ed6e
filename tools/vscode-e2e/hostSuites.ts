/** The suites that run in the extension host of a real VS Code, and the deployments they run against. */
import type { EmbeddedOptions } from "../../test/support/embedded";

export interface HostSuite {
  /** Its folder below test/vscode. */
  readonly name: string;
  readonly deployment: EmbeddedOptions;
  readonly otherDeployment: EmbeddedOptions;
}

/** What the extension does. */
export const FUNCTIONS: HostSuite = {
  name: "host",
  deployment: { agents: 12, speed: 20, control: true },
  otherDeployment: { agents: 6, speed: 20, generation: "chats", control: true },
};

/** How it does with much: agents on one deployment, and what they write on the other. Run by `npm run bench`. */
export const SCALE: HostSuite = {
  name: "scale",
  deployment: { agents: 1_112, speed: 20, control: true },
  otherDeployment: { agents: 6, speed: 20, generation: "chats", control: true },
};
