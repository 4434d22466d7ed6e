import { CONFIRM_MODES } from "../../models/configuration";
import type { Setting } from "./setting";

const KEY = "a file of at least 32 bytes that other users cannot read";

/** What callers may do, and what is recorded of it. */
export const POLICY_SETTINGS = {
  allowedTemplates: {
    flag: "allowed-templates",
    environment: ["CODER_FLEET_ALLOWED_TEMPLATES"],
    kind: "list",
    allowed: "names of templates",
    description: "Templates that agents and workspaces may be made from, and template-admin may change.",
    default: "all",
    dotenv: false,
    scope: "machine",
  },
  maxAgentsPerCall: {
    flag: "max-agents-per-call",
    environment: ["CODER_FLEET_MAX_AGENTS_PER_CALL"],
    kind: "number",
    allowed: "a whole number from 1 to 10000",
    description: "Most agents one call may name.",
    default: "no limit",
    dotenv: false,
    scope: "machine",
  },
  confirm: {
    flag: "confirm",
    environment: ["CODER_FLEET_CONFIRM"],
    kind: "choice",
    allowed: CONFIRM_MODES.join(" or "),
    description:
      "Who asks a person before something is destroyed: the client as it likes, or always this server (elicitation).",
    default: "client",
    dotenv: false,
    scope: "machine",
  },
  stateSecretFile: {
    flag: "state-secret-file",
    environment: ["CODER_FLEET_STATE_SECRET_FILE"],
    kind: "path",
    allowed: KEY,
    description: "Key that signs what a confirmation is for; the same for all processes behind one address.",
    default: "random for each process",
    dotenv: false,
    scope: null,
  },
  auditLog: {
    flag: "audit-log",
    environment: ["CODER_FLEET_AUDIT_LOG"],
    kind: "path",
    allowed: "a path such as audit.jsonl in a folder that can be written",
    description:
      "Record every call in files beside this name, one series for each process; without a record no call.",
    dotenv: false,
    scope: "machine",
  },
  auditKeyFile: {
    flag: "audit-key-file",
    environment: ["CODER_FLEET_AUDIT_KEY_FILE"],
    kind: "path",
    allowed: KEY,
    description: "Key of the audit log's hash chain; without it anybody who can write the log can forge it.",
    dotenv: false,
    scope: "machine",
  },
  auditMaxSize: {
    flag: "audit-max-size",
    environment: ["CODER_FLEET_AUDIT_MAX_SIZE"],
    kind: "number",
    allowed: "a whole number from 1 to 256",
    description: "Size in MiB at which the audit log goes on in a new file.",
    default: "64",
    dotenv: false,
    scope: null,
  },
} as const satisfies Record<string, Setting>;
