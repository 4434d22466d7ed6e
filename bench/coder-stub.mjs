/**
 * A deployment that costs next to nothing, so that the HTTP server in front of it is what is measured: every token
 * has a user of its own, and only what get_authenticated_user asks is answered. Prints its address, ends with its
 * standard input.
 */
import { createServer } from "node:http";

const send = (response, body) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(body));
};

const server = createServer((request, response) => {
  const token = request.headers["coder-session-token"];
  if (request.url === "/api/v2/buildinfo") send(response, { version: "v2.36.1" });
  else if (request.url === "/api/v2/users/me/organizations") send(response, []);
  else if (request.url === "/api/v2/users/me") {
    send(response, { id: `id-of-${token}`, username: `user-of-${token}`, organization_ids: [], roles: [] });
  } else response.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
process.stdin.resume().once("end", () => process.exit(0));
