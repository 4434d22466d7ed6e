import { CONFIRM_MODES, type AuditConfiguration, type Policy } from "../../models/configuration";
import type { GivenSettings } from "./given";
import { SETTINGS } from "./settings";
import { choice, keyFile, list, wholeNumber } from "./values";

const MEBIBYTE = 1024 * 1024;

/** @throws ConfigurationError */
export function policy(given: GivenSettings): Policy {
  const { maxAgentsPerCall, stateSecretFile } = given;
  return {
    allowedTemplates: list(given.allowedTemplates)?.map((name) => name.toLowerCase()) ?? null,
    maxAgentsPerCall:
      maxAgentsPerCall === undefined
        ? null
        : wholeNumber(maxAgentsPerCall, 1, 10_000, SETTINGS.maxAgentsPerCall.allowed),
    confirm: choice(given.confirm, CONFIRM_MODES, "client"),
    ...(stateSecretFile === undefined
      ? {}
      : { stateSecret: keyFile(stateSecretFile, SETTINGS.stateSecretFile.allowed) }),
  };
}

/**
 * Undefined where nothing is to be recorded.
 * @throws ConfigurationError
 */
export function audit(given: GivenSettings): AuditConfiguration | undefined {
  const { auditLog, auditKeyFile, auditMaxSize } = given;
  if (auditLog === undefined) return undefined;
  return {
    file: auditLog.value.trim(),
    ...(auditKeyFile === undefined ? {} : { key: keyFile(auditKeyFile, SETTINGS.auditKeyFile.allowed) }),
    maxBytes:
      (auditMaxSize === undefined ? 64 : wholeNumber(auditMaxSize, 1, 256, SETTINGS.auditMaxSize.allowed)) *
      MEBIBYTE,
  };
}
