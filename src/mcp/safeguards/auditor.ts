import { randomUUID } from "node:crypto";
import type { AuditConfiguration } from "../../models/configuration";
import { ValidationError } from "../../models/errors";
import { redact } from "../../models/redact";
import { singleLine } from "../../models/text";
import { AuditLog } from "../../services/audit/auditLog";
import type { Caller } from "../caller";
import type { Log } from "../log";
import { argumentsDigest } from "./argumentsDigest";
import type { CallRecord, Decision } from "./callRecord";

/** Longest name recorded, in characters. */
const NAME_LENGTH = 100;

/** Arguments that name what a call touches. All others may hold a prompt, a command or content: only their digest. */
const NAMES = new Set([
  "agent_id",
  "agent_name",
  "agent_names",
  "name",
  "organization",
  "owner",
  "path",
  "preset",
  "project",
  "role",
  "template",
  "template_name",
  "template_version_id",
  "user",
  "version",
  "version_id",
  "version_name",
  "workspace",
  "workspace_id",
  "workspace_name",
]);

/** Records calls in the audit log: who, what, about what, why it was let through and how it ended. */
export class Auditor {
  readonly #log: AuditLog;
  readonly #key: string | undefined;
  readonly #report: Log;

  /** @throws ConfigurationError where the log cannot be written */
  constructor(options: AuditConfiguration, report: Log) {
    this.#log = new AuditLog(options);
    this.#key = options.key;
    this.#report = report;
    // However the process ends, but for a kill, and after the outcome of every call.
    process.once("exit", () => {
      this.#close();
    });
  }

  /** @param changes whether its intent has to be on the disk before it may have an effect */
  record(tool: string, changes: boolean, args: unknown, caller: Caller): CallRecord {
    const call = randomUUID();
    const started = performance.now();
    const about = {
      event: "call",
      call,
      caller: { kind: caller.principal.kind, id: caller.principal.id, name: shown(caller.principal.name) },
      client: caller.client === undefined ? null : shown(caller.client),
      tool: shown(tool),
      arguments: argumentsDigest(args ?? {}, this.#key),
      names: namesIn(args),
    };
    let begun = false;
    return {
      begin: (decision) => {
        try {
          this.#log.append({ ...about, decision }, changes);
        } catch (error) {
          this.#complain(error);
          throw notRecorded(tool);
        }
        begun = true;
      },
      end: (failure, requestIds) => {
        const outcome = {
          outcome: failure === undefined ? "ok" : `${failure.code} ${failure.reason}`,
          duration_ms: Math.round(performance.now() - started),
          request_ids: [...requestIds],
        };
        const record = begun
          ? { event: "outcome", call, ...outcome }
          : { ...about, event: "refused", decision: "refused" satisfies Decision, ...outcome };
        try {
          this.#log.append(record, false);
        } catch (error) {
          // What was done cannot be undone; the next call is refused before it does anything.
          this.#complain(error);
        }
      },
    };
  }

  /** The head is told, so that it can be kept elsewhere. */
  #close(): void {
    try {
      this.#log.close();
      this.#report("info", "audit log closed", { head: this.#log.head });
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    this.#report("error", "the audit log cannot be written", { error: String(error) });
  }
}

function namesIn(args: unknown): Readonly<Record<string, string | readonly string[]>> {
  if (typeof args !== "object" || args === null) return {};
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]: [string, unknown]): [string, string | string[]][] => {
      if (!NAMES.has(key)) return [];
      if (typeof value === "string") return [[key, shown(value)]];
      const texts = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
      return texts.length === 0 ? [] : [[key, texts.map(shown)]];
    }),
  );
}

function shown(text: string): string {
  return singleLine(redact(text), NAME_LENGTH);
}

function notRecorded(tool: string): ValidationError {
  return new ValidationError("policy_denied", {
    message: `${tool} was not run: this server records every call, and its audit log cannot be written now.`,
    hint: "Nothing was changed. The operator of this server finds the cause on its stderr; call again when it is mended.",
    retryable: true,
  });
}
