import assert from "node:assert/strict";
import * as z from "zod";
import { CoderClient } from "../../src/clients/coderClient";
import { routes } from "../../src/clients/routes";
import { NetworkError } from "../../src/models/errors";

describe("a call that was canceled before it began", () => {
  it("ends as canceled, also with a body to send, and leaves no error behind", async () => {
    const uncaught: unknown[] = [];
    const hear = (error: unknown) => uncaught.push(error);
    const listeners = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", hear);
    try {
      const client = new CoderClient({
        url: "http://127.0.0.1:9",
        token: "t",
        userAgent: "coder-fleet/test",
      });
      const options = { params: { user: "me" }, body: { input: "x" }, schema: z.unknown() };
      await assert.rejects(
        client.json(routes.tasks.create, options, { signal: AbortSignal.abort() }),
        (error: unknown) => error instanceof NetworkError && error.reason === "canceled",
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      client.close();
    } finally {
      process.removeAllListeners("uncaughtException");
      for (const listener of listeners) process.on("uncaughtException", listener);
    }
    assert.deepEqual(uncaught, []);
  });
});
