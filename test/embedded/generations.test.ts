import assert from "node:assert/strict";
import type { GenerationName } from "../../src/embedded/generation";
import { callerOf, startHere } from "./client";

/** What `GET` answers: a status, or `page` for the dashboard's HTML with status 200. */
const expected: Record<GenerationName, Record<string, number | "page">> = {
  "tasks-experimental": {
    "/api/v2/tasks": 404,
    "/api/experimental/tasks": 200,
    "/api/experimental/chats": "page",
    "/api/experimental/tasks/me/nobody/logs": "page",
    "/api/v2/users/nobody": 400,
    "/api/v2/workspaces?q=healthy:true": 400,
  },
  tasks: {
    "/api/v2/tasks": 200,
    "/api/experimental/tasks": 200,
    "/api/v2/tasks/me/nobody/logs": 404,
    "/api/v2/users/nobody": 404,
    "/api/v2/workspaces?q=healthy:true": 200,
  },
  chats: { "/api/v2/tasks": 404, "/api/experimental/tasks": 404, "/api/v2/workspaces": 200 },
  "tasks+chats": { "/api/v2/tasks": 200, "/api/experimental/tasks": 200 },
};

for (const [generation, routes] of Object.entries(expected)) {
  describe(`an embedded deployment of generation ${generation}`, () => {
    it("has the routes of that build of Coder and no others", async () => {
      const deployment = await startHere({ generation: generation as GenerationName });
      try {
        const call = callerOf(deployment.url, deployment.token);
        for (const [path, wanted] of Object.entries(routes)) {
          const { status, headers } = await call("GET", path);
          const isPage = headers.get("content-type")?.startsWith("text/html") === true;
          assert.equal(isPage ? "page" : status, wanted, path);
        }
      } finally {
        await deployment.stop();
      }
    });
  });
}
