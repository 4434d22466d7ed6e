/**
 * What Node alone carries: reads a message and answers bytes that a server of ours answered once, with the caller's
 * own name put in. Takes those answers as JSON on its command line, one for each protocol era. Prints its address,
 * ends with its standard input.
 */
import { createServer } from "node:http";

const answers = JSON.parse(process.argv[2]);

const server = createServer((request, response) => {
  const { contentType, text, token } =
    answers["mcp-protocol-version" in request.headers ? "modern" : "legacy"];
  request.resume().once("end", () => {
    response.setHeader("Content-Type", contentType);
    response.end(text.replaceAll(token, request.headers["coder-session-token"]));
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
process.stdin.resume().once("end", () => process.exit(0));
