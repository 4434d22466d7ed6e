import type { CoderClient, CoderClientOptions } from "../clients/coderClient";
import { proxyFor } from "../clients/proxyAgent";
import { routes } from "../clients/routes";
import type { DiagnosisRepository } from "./deployment";
import { mayCreate } from "./mayCreate";
import { aboutVersion } from "./templates";

/** Questions that tell whether everything between this computer and a deployment works. */
export function diagnosisRepository(
  client: CoderClient,
  { url, proxy }: Pick<CoderClientOptions, "url" | "proxy">,
): DiagnosisRepository {
  return {
    proxy() {
      const address = proxyFor(new URL(url), proxy ?? {});
      return address === undefined ? undefined : new URL(address).host;
    },

    clock: (call) => client.clock(routes.buildInfo, call),

    mayCreateWorkspaces: (organizationId, call) => mayCreate(client, "workspace", organizationId, call),

    async openSocket(version, call) {
      const socket = await client.socket(
        routes.followTemplateVersionLogs,
        { ...aboutVersion(version), query: { follow: true } },
        call,
      );
      socket.close();
    },
  };
}
