/** The address of a workspace agent in Coder's network, made from its id. */
export function tailnetAddress(agentId: string): string {
  const digits = agentId.replaceAll("-", "");
  return `fd7a:115c:a1e0:${[12, 16, 20, 24, 28].map((at) => digits.slice(at, at + 4)).join(":")}`;
}
