import type { Deployment } from "../../deployment";
import { iso } from "../../render/time";
import type { ChatFile } from "../state/types";

/** What a chat tells of a file it carries. */
export function renderFileInfo(deployment: Deployment, file: ChatFile) {
  return {
    id: file.id,
    owner_id: file.ownerId,
    organization_id: deployment.organizationId,
    name: file.name,
    mime_type: file.mediaType,
    ...(deployment.generation.chatsOf === "2.37" ? { size_bytes: file.content.length } : {}),
    created_at: iso(file.createdAt),
  };
}
