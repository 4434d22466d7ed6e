import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type * as z from "zod";
import { agentAppMessagesSchema, agentAppSentSchema } from "../../../src/models/coder/agentApp";
import {
  chatCostSchema,
  chatDiffSchema,
  chatListSchema,
  chatMessagesSchema,
  chatModelsSchema,
  chatPromptsSchema,
  chatSchema,
  chatSentSchema,
  chatStreamSchema,
  chatWatchSchema,
} from "../../../src/models/coder/chat";
import { coderErrorSchema, rows } from "../../../src/models/coder/common";
import { taskBuildSchema, taskListSchema, taskLogsSchema, taskSchema } from "../../../src/models/coder/task";
import {
  externalAuthSchema,
  presetListSchema,
  richParameterSchema,
  templateSchema,
  templateVersionSchema,
  uploadedFileSchema,
} from "../../../src/models/coder/template";
import { appsHostSchema, buildInfoSchema, userSchema } from "../../../src/models/coder/user";
import {
  buildLogSchema,
  buildParametersSchema,
  buildSchema,
  metadataFrameSchema,
  workspaceAgentLogSchema,
  workspaceListSchema,
  workspaceSchema,
} from "../../../src/models/coder/workspace";
import type { Recording } from "../../contract/recordings/recording";
import { recordings } from "../../repositories/support/recordings";

/** Which schema reads the answer of which request; the first fitting row counts. */
const READERS: readonly (readonly [string, z.ZodType])[] = [
  ["GET /api/(v2|experimental)/tasks$", taskListSchema],
  ["POST /api/(v2|experimental)/tasks/[^/]+$", taskSchema],
  ["GET /api/(v2|experimental)/tasks/[^/]+/[^/]+$", taskSchema],
  ["GET /api/(v2|experimental)/tasks/[^/]+/[^/]+/logs$", taskLogsSchema],
  ["POST /api/(v2|experimental)/tasks/[^/]+/[^/]+/(pause|resume)$", taskBuildSchema],
  ["GET /api/v2/workspaces$", workspaceListSchema],
  ["GET /api/v2/workspaces/[^/]+$", workspaceSchema],
  ["GET /api/v2/users/[^/]+/workspace/[^/]+$", workspaceSchema],
  ["POST /api/v2/users/[^/]+/workspaces$", workspaceSchema],
  ["POST /api/v2/workspaces/[^/]+/builds$", buildSchema],
  ["GET /api/v2/workspaces/[^/]+/builds$", rows(buildSchema)],
  ["GET /api/v2/workspacebuilds/[^/]+$", buildSchema],
  ["GET /api/v2/workspacebuilds/[^/]+/parameters$", buildParametersSchema],
  ["GET /api/v2/templates$", rows(templateSchema)],
  ["GET /api/v2/templateversions/[^/]+/presets$", presetListSchema],
  ["GET /api/v2/templateversions/[^/]+/rich-parameters$", rows(richParameterSchema)],
  ["GET /api/v2/templates/[0-9a-f-]{36}$", templateSchema],
  ["GET /api/v2/templates/[^/]+/versions$", rows(templateVersionSchema)],
  ["GET /api/v2/templateversions/[^/]+$", templateVersionSchema],
  ["GET /api/v2/templateversions/[^/]+/external-auth$", rows(externalAuthSchema)],
  ["POST /api/v2/organizations/[^/]+/templateversions$", templateVersionSchema],
  ["POST /api/v2/organizations/[^/]+/templates$", templateSchema],
  ["POST /api/v2/files$", uploadedFileSchema],
  ["GET /api/v2/applications/host$", appsHostSchema],
  ["GET /api/v2/users/me$", userSchema],
  ["GET /api/v2/buildinfo$", buildInfoSchema],
  ["GET /api/experimental/chats$", chatListSchema],
  ["(GET|POST) /api/experimental/chats(/[0-9a-f-]{36}(/interrupt)?)?$", chatSchema],
  ["GET /api/experimental/chats/[0-9a-f-]{36}/messages$", chatMessagesSchema],
  ["POST /api/experimental/chats/[0-9a-f-]{36}/messages$", chatSentSchema],
  ["GET /api/experimental/chats/[0-9a-f-]{36}/prompts$", chatPromptsSchema],
  ["GET /api/experimental/chats/[0-9a-f-]{36}/cost$", chatCostSchema],
  ["GET /api/experimental/chats/[0-9a-f-]{36}/diff$", chatDiffSchema],
  ["GET /api/experimental/chats/model-configs$", chatModelsSchema],
  ["GET /@.*/messages$", agentAppMessagesSchema],
  ["POST /@.*/message$", agentAppSentSchema],
];

/** The same for the frames of WebSockets. */
const FRAME_READERS: readonly (readonly [string, z.ZodType])[] = [
  ["GET /api/v2/templateversions/[^/]+/logs$", buildLogSchema],
  ["GET /api/v2/workspacebuilds/[^/]+/logs$", buildLogSchema],
  ["GET /api/v2/workspaceagents/[^/]+/logs$", rows(workspaceAgentLogSchema)],
  ["GET /api/v2/workspaceagents/[^/]+/watch-metadata-ws$", metadataFrameSchema],
  ["GET /api/experimental/chats/watch$", chatWatchSchema],
  ["GET /api/experimental/chats/[0-9a-f-]{36}/stream$", chatStreamSchema],
];

function readerOf(recording: Recording, readers: typeof READERS): z.ZodType | undefined {
  const request = `${recording.request.method} ${recording.request.path}`;
  return readers.find(([pattern]) => new RegExp(`^${pattern}`).test(request))?.[1];
}

describe("recorded answers of Coder (A16)", () => {
  for (const version of ["2.26.0", "2.36.1", "2.37.0"]) {
    const all = recordings(version);

    it(`${version}: every successful answer of a route we call is read`, () => {
      const read = new Set<z.ZodType>();
      for (const recording of all) {
        const reader = readerOf(recording, READERS);
        const { status, headers, body } = recording.answer;
        const isJson = headers["content-type"]?.startsWith("application/json") ?? false;
        if (reader === undefined || status >= 300 || !isJson) continue;
        const result = reader.safeParse(body);
        assert.ok(result.success, `${recording.request.file}: ${result.error?.message ?? ""}`);
        read.add(reader);
      }
      assert.ok(read.size >= (version === "2.37.0" ? 6 : 12), `only ${read.size} kinds of answers were seen`);
    });

    it(`${version}: every error answer is read`, () => {
      for (const recording of all) {
        const { status, body } = recording.answer;
        if (status < 400 || typeof body !== "object" || body === null || !("message" in body)) continue;
        const result = coderErrorSchema.safeParse(body);
        assert.ok(result.success, recording.request.file);
      }
    });

    it(`${version}: every frame of a stream we follow is read`, () => {
      for (const recording of all) {
        const reader = readerOf(recording, FRAME_READERS);
        for (const frame of recording.answer.frames ?? []) {
          if (reader === undefined || frame.opcode !== "text") continue;
          const result = reader.safeParse(frame.data);
          assert.ok(result.success, `${recording.request.file}: ${result.error?.message ?? ""}`);
        }
      }
    });
  }
});

describe("lists of Coder", () => {
  const workspace = { id: "w", name: "one", created_at: "2026-01-01T00:00:00Z" };

  it("A2: skip null rows and survive a workspace without a build", () => {
    const list = workspaceListSchema.parse({
      workspaces: [null, { ...workspace, latest_build: null }],
      count: 2,
    });
    assert.equal(list.workspaces.length, 1);
    assert.equal(list.workspaces[0]?.latest_build, null);
  });

  it("A2: are accepted as {workspaces} and as a bare array", () => {
    assert.equal(workspaceListSchema.parse([workspace, null]).workspaces.length, 1);
    assert.equal(workspaceListSchema.parse([workspace]).count, 1);
  });

  it("may be null where they are empty", () => {
    assert.deepEqual(presetListSchema.parse(null), []);
  });
});
