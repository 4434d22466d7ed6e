/** The commands that serving MCP never needs: the build makes a bundle of its own of this file. Only `import()` it. */
export { verifyAudit } from "./auditVerify";
export { configureClient } from "./configure";
export { runDoctor } from "./doctor";
