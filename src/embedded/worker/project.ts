import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** HOME inside a workspace as templates write it; ours is a temporary folder. */
const templateHome = "/home/coder";

/** The folder agents and terminals start in: the template's directory, moved below the workspace's folder. */
export function projectDirectory(home: string, templateDirectory: string): string {
  if (templateDirectory === "") return home;
  const relative = posix.relative(templateHome, templateDirectory);
  return relative.startsWith("..") || posix.isAbsolute(relative) ? home : join(home, relative);
}

/** A change to a file of the project: text added at its end. */
export interface Edit {
  readonly file: string;
  readonly text: string;
}

/** Makes the project's folder and, the first time, its files, so that there is something to work on. */
export function prepareProject(directory: string): void {
  if (existsSync(join(directory, "README.md"))) return;
  for (const [file, text] of Object.entries(starterFiles)) write(directory, file, text);
}

/** Edits real files of the project. */
export function applyEdits(directory: string, edits: readonly Edit[]): void {
  prepareProject(directory);
  for (const { file, text } of edits) {
    const path = join(directory, file);
    mkdirSync(dirname(path), { recursive: true });
    const ended = !existsSync(path) || readFileSync(path, "utf8").endsWith("\n");
    appendFileSync(path, ended ? text : `\n${text}`);
  }
}

function write(directory: string, file: string, text: string): void {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const starterFiles = {
  "README.md": "# widgets\n\nA small web shop for widgets.\n\n    npm test\n    npm start\n",
  "package.json": `${JSON.stringify(
    {
      name: "widgets",
      version: "1.4.2",
      private: true,
      scripts: { test: "node --test", start: "node src/server.js" },
    },
    null,
    2,
  )}\n`,
  "src/server.js": `import { createServer } from "node:http";
import { parseQuery } from "./parser.js";
import { login } from "./login.js";

createServer((request, response) => {
  const { path, query } = parseQuery(request.url);
  if (path === "/login") return login(query, response);
  response.end("widgets");
}).listen(process.env.PORT ?? 3000);
`,
  "src/login.js": `/** Signs a user in and sends them back to where they came from. */
export function login(query, response) {
  response.writeHead(302, { location: query.get("next") ?? "/" });
  response.end();
}
`,
  "src/parser.js": `/** Splits a request target into its path and its query. */
export function parseQuery(target) {
  const url = new URL(target, "http://localhost");
  return { path: url.pathname, query: url.searchParams };
}
`,
  "test/login.test.js": `import { test } from "node:test";

test("a signed-in user returns to the page they asked for", () => {});
`,
  "CHANGELOG.md": "# Changelog\n\n## 1.4.2\n\n- Faster start\n",
} as const;
