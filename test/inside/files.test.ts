import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describeInside } from "../support/insideWorkspace";
import { rowsOf } from "../support/toolBench";

/** Names of files that shells, options parsers and people trip over. */
const PATHS: readonly string[] = [
  "plain.txt",
  "with space",
  " leading and trailing ",
  "it's",
  'quo"te',
  "back\\slash",
  "back`tick`",
  "$(touch pwned)",
  "$HOME",
  "${IFS}",
  "; touch pwned ;",
  "&& touch pwned",
  "| touch pwned",
  "> pwned",
  "-rf",
  "--help",
  "-",
  "*",
  "?",
  "[a-z]",
  "{a,b}",
  "~notme",
  "#comment",
  "!bang!",
  "%s%n",
  "new\nline",
  "ends in newline\n",
  "\ttab",
  "carriage\rreturn",
  "größe",
  "日本語.txt",
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "\u202Ebidi",
  "\u200Bzero",
  "\u001B[31mred",
  "...",
  ".hidden",
  "a".repeat(255),
  "deep/er/and/deeper/file",
  "dir with space/-f/x'y",
];

/** Contents that are easily damaged. */
const CONTENTS: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["one line end", "\n"],
  ["no line end", "abc"],
  ["DOS line ends", "a\r\nb\r\n"],
  ["quotes and dollars", `'"$HOME \`id\` \\ !`],
  ["shell code", "$(touch pwned); rm -rf /tmp/none\nEOF\n.\n"],
  ["an end of base64", "QUJD\n\nsay end\n"],
  ["control characters", "\u0001\u0003\u0004\u0011\u0013\u001a\u007f\u001b[2J"],
  ["bidi and zero-width", "a\u202Eb\u200Bc"],
  ["a byte order mark", "\uFEFFx"],
  ["long lines", `${"x".repeat(20_000)}\ny`],
  ["Unicode", "größe 日本語 👩‍👩‍👧‍👦\n"],
];

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

describeInside("files", (inside) => {
  let root = "";

  before(async () => {
    root = (await inside().sh("mktemp -d")).trim();
  });
  after(() => inside().sh(`rm -rf ${root}`));

  for (const path of PATHS) {
    it(`are written and read by the name ${JSON.stringify(path).slice(0, 40)}`, async () => {
      const { bench, workspace, sh } = inside();
      const full = `${root}/names/${path}`;
      const content = `of ${path}\n`;
      const written = await bench.call("write_file", { workspace, path: full, content });
      assert.equal(written.result["created"], true);
      const { result } = await bench.call("read_file", { workspace, path: full });
      assert.equal(result["content"], content);
      assert.equal(result["sha256"], sha256(content));
      assert.equal(result["path"], full);
      assert.equal(await sh(`find ${root} -name pwned | wc -l | tr -d ' '`), "0\n");
    });
  }

  it("are all listed under exactly their names", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/names`;
    const listed = rowsOf(await bench.call("list_directory", { workspace, path }), "entries");
    const names = new Set(PATHS.map((name) => name.split("/")[0] ?? ""));
    assert.deepEqual(listed.map(({ name }) => String(name)).sort(), [...names].sort());
    const first = await bench.call("list_directory", { workspace, path, page: 2, page_size: 7 });
    assert.deepEqual(rowsOf(first, "entries"), listed.slice(7, 14));
    assert.equal(first.result["total_count"], names.size);
  });

  for (const [title, content] of CONTENTS) {
    it(`keep ${title} byte for byte`, async () => {
      const { bench, workspace } = inside();
      const path = `${root}/content`;
      await bench.call("write_file", { workspace, path, content });
      const { result } = await bench.call("read_file", { workspace, path });
      assert.equal(result["content"], content);
      assert.equal(result["sha256"], sha256(content));
    });
  }

  it("keep any bytes and any text", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/any`;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (array) => {
        const bytes = Buffer.from(array);
        await bench.call("write_file", {
          workspace,
          path,
          content: bytes.toString("base64"),
          encoding: "base64",
        });
        const { result } = await bench.call("read_file", { workspace, path });
        const encoding = result["encoding"] === "base64" ? "base64" : "utf8";
        assert.deepEqual(Buffer.from(String(result["content"]), encoding), bytes);
      }),
      { numRuns: 15 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (content) => {
        fc.pre(!/\p{Cs}/u.test(content));
        await bench.call("write_file", { workspace, path, content });
        const { result } = await bench.call("read_file", { workspace, path });
        const encoding = result["encoding"] === "base64" ? "base64" : "utf8";
        assert.equal(Buffer.from(String(result["content"]), encoding).toString(), content);
      }),
      { numRuns: 15 },
    );
  });

  it("of 5 MB are written whole and read in ranges of whole characters", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/large`;
    const content = "größe".repeat(700_000);
    const { result } = await bench.call("write_file", { workspace, path, content });
    assert.equal(result["sha256"], sha256(content));
    const first = await bench.call("read_file", { workspace, path, limit: 10_000 });
    const next = await bench.call("read_file", {
      workspace,
      path,
      limit: 10_000,
      offset: first.result["next_offset"],
    });
    const read = `${String(first.result["content"])}${String(next.result["content"])}`;
    assert.ok(content.startsWith(read) && Buffer.byteLength(read) > 19_990);
  });

  it("are read by lines", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/lines`;
    await bench.call("write_file", { workspace, path, content: "1\n2\n3\n4\n5" });
    const { result } = await bench.call("read_file", { workspace, path, start_line: 2, lines: 2 });
    assert.equal(result["content"], "2\n3\n");
    assert.equal(result["next_line"], 4);
    const rest = await bench.call("read_file", { workspace, path, start_line: 4, lines: 10 });
    assert.equal(rest.result["content"], "4\n5");
    assert.equal(rest.result["truncated"], false);
  });

  it("keep their mode, and what they are linked by", async () => {
    const { bench, workspace, sh } = inside();
    await sh(`cd ${root} && echo a >real && chmod 751 real && ln -s real link`);
    await bench.call("write_file", { workspace, path: `${root}/link`, content: "b" });
    assert.equal(
      await sh(`cd ${root} && stat -c %a real && cat link && test -L link && ls -A | grep -c fleet || :`),
      "751\nb0\n",
    );
  });

  it("are appended to, and not created twice", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/log`;
    await bench.call("write_file", { workspace, path, content: "a\n", mode: "create" });
    await bench.call("write_file", { workspace, path, content: "b\n", mode: "append" });
    const { error } = await bench.refusal("write_file", { workspace, path, content: "c", mode: "create" });
    assert.equal(error.reason, "conflict");
    assert.equal((await bench.call("read_file", { workspace, path })).result["content"], "a\nb\n");
  });

  it("lose nobody's change", async () => {
    const { bench, workspace } = inside();
    const path = `${root}/shared`;
    const { result } = await bench.call("write_file", { workspace, path, content: "mine" });
    const expected_sha256 = result["sha256"];
    const both = await Promise.allSettled(
      ["first", "second"].map((content) =>
        bench.call("write_file", { workspace, path, content, expected_sha256 }),
      ),
    );
    assert.equal(both.filter(({ status }) => status === "fulfilled").length, 1);
    const { error } = await bench.refusal("write_file", { workspace, path, content: "x", expected_sha256 });
    assert.equal(error.reason, "conflict");
    assert.match(error.hint, /read it again/);
  });

  it("are found from home and from where commands start", async () => {
    const { bench, workspace, sh } = inside();
    const name = `coder-fleet-test-${process.pid}`;
    await bench.call("write_file", { workspace, path: `~/${name}`, content: "home" });
    await bench.call("write_file", { workspace, path: `${name}-here`, content: "here" });
    assert.equal(await sh(`cat ~/${name}; cat ./${name}-here; rm -f ~/${name} ./${name}-here`), "homehere");
  });

  it("that are none are refused with the reason", async () => {
    const { bench, workspace, sh } = inside();
    await sh(`cd ${root} && mkdir -p folder && mkfifo pipe && ln -s nowhere/at/all dangling`);
    const refusals: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
      ["read_file", { path: `${root}/none` }, /There is no/],
      ["read_file", { path: `${root}/folder` }, /is a directory/],
      ["read_file", { path: `${root}/pipe` }, /neither a file/],
      ["write_file", { path: `${root}/folder`, content: "" }, /is a directory/],
      ["write_file", { path: `${root}/pipe`, content: "" }, /neither a file/],
      ["write_file", { path: `${root}/dangling`, content: "" }, /There is no/],
      ["write_file", { path: `${root}/content/below/a/file`, content: "" }, /not open/],
      ["write_file", { path: `${root}/x/`, content: "" }, /names a directory/],
      ["write_file", { path: `${root}/x`, content: "?", encoding: "base64" }, /not base64/],
      ["write_file", { path: `${root}/x`, content: "", expected_sha256: "beef" }, /no SHA-256/],
      ["write_file", { path: "a\0b", content: "" }, /NUL/],
      ["list_directory", { path: `${root}/content` }, /no directory/],
      ["list_directory", { path: `${root}/none` }, /There is no/],
    ];
    for (const [tool, args, message] of refusals) {
      const { error } = await bench.refusal(tool, { workspace, ...args });
      assert.match(error.message, message, `${tool} ${JSON.stringify(args)}`);
    }
    assert.equal(await sh(`test -e ${root}/x || echo none`), "none\n");
  });
});
