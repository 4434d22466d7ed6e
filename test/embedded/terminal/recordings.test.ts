/** Terminals as recorded from Coder: the same bytes typed bring the same bytes back, and the same end. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Live } from "../live";

const RECORDINGS = join(__dirname, "../../fixtures/recordings");

const typed = z.union([z.string(), z.record(z.string(), z.unknown())]);
const recordingSchema = z.object({
  request: z.object({ query: z.record(z.string(), z.union([z.string(), z.number()])) }),
  response: z.object({
    status: z.literal(101),
    frames: z.array(
      z.discriminatedUnion("dir", [
        z.object({ dir: z.literal("server"), data: z.string() }),
        z.object({ dir: z.literal("client"), opcode: z.enum(["text", "binary"]), data: typed }),
      ]),
    ),
    /** Without a code the connection broke, as 2.26 lets a finished terminal's. */
    close: z.object({ code: z.number().nullable(), reason: z.string().nullable() }),
  }),
});

/** Prompts and running clocks differ from machine to machine: they are held by tests of their own. */
const NAMES = [
  "command_echo",
  "command_not_found",
  "command_with_exit_marker",
  "malformed_input",
  "stdin_eof_ctrl_d",
  "text_frame_input",
  "utf8_and_bytes",
] as const;

const VERSIONS = [
  {
    version: "2.36.1",
    generation: "tasks",
    names: [...NAMES, "command_long_output", "backend_screen_not_installed"],
  },
  { version: "2.26.0", generation: "tasks-experimental", names: [...NAMES, "reconnect_id_after_exit"] },
] as const;

for (const { version, generation, names } of VERSIONS) {
  describe(`a terminal as recorded from ${version}`, () => {
    let live: Live;
    let agentId: string;

    before(async () => {
      live = await new Live(generation).start();
      agentId = live.idle().agent.id;
    });
    after(() => live.stop());

    const open = (query: Record<string, string | number>) => {
      const values = Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]);
      const search = new URLSearchParams(values);
      // The same id would find the same process again.
      search.set("reconnect", randomUUID());
      return live.socket(`/api/v2/workspaceagents/${agentId}/pty?${search.toString()}`);
    };

    for (const name of names) {
      it(name, async () => {
        const file = join(RECORDINGS, version, "pty", `${name}.json`);
        const { request, response } = recordingSchema.parse(JSON.parse(readFileSync(file, "utf8")));
        const terminal = await open(request.query);
        let expected = "";
        for (const frame of response.frames) {
          if (frame.dir === "server") {
            expected += frame.data;
            continue;
          }
          await terminal.until(() => terminal.text().length >= expected.length);
          const data = typeof frame.data === "string" ? frame.data : JSON.stringify(frame.data);
          terminal.socket.send(frame.opcode === "text" ? data : Buffer.from(data));
        }
        assert.equal(await terminal.closed(), response.close.code ?? 1006);
        assert.equal(terminal.text(), expected);
      });
    }

    it("keeps 4,096 bytes of a line that is longer", async () => {
      const terminal = await open({ height: 24, width: 80, command: "head -n 1 | wc -c" });
      terminal.socket.send(Buffer.from(JSON.stringify({ data: `${"x".repeat(5_000)}\r` })));
      await terminal.closed();
      assert.match(terminal.text(), /^x+\r\n4096\r\n$/);
    });
  });
}
