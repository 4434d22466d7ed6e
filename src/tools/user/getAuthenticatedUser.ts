import * as z from "zod";
import { singleLine } from "../../models/text";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";

export const getAuthenticatedUserTool = defineTool({
  name: "get_authenticated_user",
  title: "Who am I",
  toolsets: ["user"],
  description: "Who the token belongs to, at which deployment.",
  annotations: READ_ONLY,
  input: toolInput({}),
  output: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    status: z.string(),
    roles: z.array(z.string()),
    deployment: z.object({ url: z.string(), version: z.string() }),
  }),
  async run(_args, { deployment }, call) {
    const [user, { version }] = await Promise.all([deployment.users.me(call), deployment.buildInfo(call)]);
    return {
      id: user.id,
      username: singleLine(user.username),
      name: singleLine(user.name),
      email: singleLine(user.email),
      status: user.status,
      roles: user.roles.map(({ name }) => singleLine(name)),
      deployment: { url: deployment.url, version: singleLine(version) },
    };
  },
  text: ({ username, name, email, status, roles, deployment }) =>
    [
      `${username}${name === "" ? "" : ` (${name})`}${email === "" ? "" : ` <${email}>`}, ${status}`,
      `roles: ${roles.join(", ") || "member"}`,
      `${deployment.url}, Coder ${deployment.version}`,
    ].join("\n"),
});
