import type { Deployment } from "../deployment";
import { nilUuid } from "../http/uuid";
import type { Job } from "../state/types";
import { iso, when } from "./time";

/** A provisioner job as it stands in builds and template versions. */
export function renderJob(deployment: Deployment, job: Job, input: Record<string, string>) {
  const queue = deployment.queue.position(job);
  return {
    id: job.id,
    created_at: iso(job.createdAt),
    ...when("started_at", job.startedAt),
    ...when("completed_at", job.completedAt),
    ...when("canceled_at", job.canceledAt),
    ...(job.error === null ? {} : { error: job.error }),
    status: job.status,
    ...(job.workerId === null ? {} : { worker_id: job.workerId }),
    file_id: job.fileId,
    tags: job.tags,
    queue_position: queue.position,
    queue_size: queue.size,
    organization_id: deployment.organizationId,
    ...(deployment.generation.old ? {} : { initiator_id: job.initiatorId }),
    input,
    type: job.type,
    metadata: {
      template_version_name: "",
      template_id: nilUuid,
      template_name: "",
      template_display_name: "",
      template_icon: "",
    },
    logs_overflowed: false,
  };
}
