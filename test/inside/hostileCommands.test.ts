import assert from "node:assert/strict";
import fc from "fast-check";
import { describeInside } from "../support/insideWorkspace";

interface Expected {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exit_code?: number;
}

/** A form of our own lines, with another nonce. */
const MARKER = "0123456789abcdef0123456789abcdef";

/** Commands, and what they must answer byte for byte; absent parts are empty, the exit code 0. */
const COMMANDS: readonly (readonly [string, string, Expected])[] = [
  ["prints nothing", "true", {}],
  ["fails", "false", { exit_code: 1 }],
  ["ends with its own code", "exit 255", { exit_code: 255 }],
  ["is not there", "no-such-command-at-all 2>/dev/null", { exit_code: 127 }],
  ["is no valid shell", "( 2>/dev/null", { exit_code: -1 }],
  ["prints without a line end", "printf abc", { stdout: "abc" }],
  ["prints only a line end", "echo", { stdout: "\n" }],
  ["prints DOS line ends", "printf 'a\\r\\nb\\r\\n'", { stdout: "a\r\nb\r\n" }],
  ["prints bare carriage returns", "printf 'a\\rb\\r'", { stdout: "a\rb\r" }],
  ["prints many empty lines", "printf '\\n\\n\\n'", { stdout: "\n\n\n" }],
  ["prints trailing spaces", "printf 'a  \\n  b'", { stdout: "a  \n  b" }],
  ["prints tabs", "printf '\\ta\\t'", { stdout: "\ta\t" }],
  ["prints to stderr only", "printf e >&2", { stderr: "e" }],
  ["prints to both", "echo o; echo e >&2; echo p", { stdout: "o\np\n", stderr: "e\n" }],
  [
    "prints our marker's form",
    `echo '${MARKER} end'; echo '${MARKER} exit 0 exit 1 2 0'`,
    { stdout: `${MARKER} end\n${MARKER} exit 0 exit 1 2 0\n` },
  ],
  ["prints base64 lines", "printf 'QUJD\\n\\nREVG\\n'", { stdout: "QUJD\n\nREVG\n" }],
  ["prints a nonce it guesses from its environment", "env | grep -c '^N=' || :", { stdout: "0\n" }],
  ["prints German and Japanese", "printf 'größe 日本語'", { stdout: "größe 日本語" }],
  ["prints an emoji of several code points", "printf '👩‍👩‍👧‍👦'", { stdout: "👩‍👩‍👧‍👦" }],
  ["prints combining characters", "printf 'e\u0301'", { stdout: "e\u0301" }],
  ["prints a byte order mark", "printf '\\357\\273\\277x'", { stdout: "\uFEFFx" }],
  ["prints bidi overrides", "printf 'a\u202Eb'", { stdout: "a\u202Eb" }],
  ["prints colours", "printf '\\033[31mred\\033[0m'", { stdout: "\u001b[31mred\u001b[0m" }],
  ["prints a window title", "printf '\\033]0;title\\007'", { stdout: "\u001b]0;title\u0007" }],
  ["clears the screen", "printf '\\033c\\033[2J'", { stdout: "\u001bc\u001b[2J" }],
  ["prints Ctrl-C, Ctrl-D and XOFF", "printf '\\003\\004\\023\\021'", { stdout: "\u0003\u0004\u0013\u0011" }],
  ["prints one long line", "head -c 15000 /dev/zero | tr '\\0' x", { stdout: "x".repeat(15_000) }],
  ["holds single quotes", `echo "it's"`, { stdout: "it's\n" }],
  ["holds double quotes", `echo '"'`, { stdout: '"\n' }],
  ["holds backslashes", "printf '%s' '\\\\n\\'", { stdout: "\\\\n\\" }],
  ["holds dollars and backticks", "echo '$HOME `id` $(id)'", { stdout: "$HOME `id` $(id)\n" }],
  ["holds exclamation marks", "echo 'a!b!!c'", { stdout: "a!b!!c\n" }],
  ["holds percent signs", "printf '%s' '%s%d%n'", { stdout: "%s%d%n" }],
  ["holds a newline", "echo a\necho b", { stdout: "a\nb\n" }],
  ["holds a here-document", "cat <<'X'\n$a `b`\nX", { stdout: "$a `b`\n" }],
  ["ends in a comment", "echo a # '", { stdout: "a\n" }],
  ["begins with a dash", "-e 2>/dev/null || echo no", { stdout: "no\n" }],
  ["is an empty group", "{ :; }", {}],
  ["has an empty line of base64", "echo; echo ''; printf '\\n'", { stdout: "\n\n\n" }],
  ["ends its shell", "kill -9 $$", { exit_code: 137 }],
  ["ends its shell softly", "kill -TERM $$", { exit_code: 143 }],
  ["ends its shell's parent", "kill -9 $PPID; sleep 30", { exit_code: 137 }],
  ["sets the terminal sane", "(stty sane </dev/tty) 2>/dev/null; printf 'a\\nb'", { stdout: "a\nb" }],
  [
    "changes the terminal of its parent",
    "stty echo onlcr </proc/$PPID/fd/0 2>/dev/null; printf 'a\\nb'",
    { stdout: "a\nb" },
  ],
  ["writes to the terminal", "(echo junk >/dev/tty) 2>/dev/null; echo out", { stdout: "out\n" }],
  ["reads stdin that is not there", "cat", {}],
  ["waits for a line that does not come", "read x || echo none", { stdout: "none\n" }],
  ["closes its output", "exec >&- 2>&-; true", {}],
  ["closes everything", "exec 0<&- 1>&- 2>&- 3>&-; exit 4", { exit_code: 4 }],
  ["replaces its shell", "exec printf replaced", { stdout: "replaced" }],
  ["traps its end", "trap 'echo bye' EXIT; exit 3", { stdout: "bye\n", exit_code: 3 }],
  ["ignores signals", "trap '' HUP INT TERM; echo on", { stdout: "on\n" }],
  ["makes its own group", "setsid printf own", { stdout: "own" }],
  ["changes its directory away", "cd /; pwd", { stdout: "/\n" }],
  ["removes its directory", 'd=$(mktemp -d) && cd "$d" && rmdir "$d" && echo gone', { stdout: "gone\n" }],
  ["unsets its environment", "env -i /bin/sh -c 'echo $#'", { stdout: "0\n" }],
  ["sets limits", "ulimit -f 1; ulimit -n 10; echo ok", { stdout: "ok\n" }],
  ["forgets PATH", "PATH=/nowhere; echo still", { stdout: "still\n" }],
  [
    "prints many lines",
    "seq 1 2000",
    { stdout: Array.from({ length: 2000 }, (_, i) => `${i + 1}\n`).join("") },
  ],
  ["pipes through head", "yes | head -n 3", { stdout: "y\ny\ny\n" }],
  ["prints in pieces of one byte", "for c in a b ü; do printf %s $c; done", { stdout: "abü" }],
  ["splits a character over time", "printf '\\303'; sleep 0.2; printf '\\274'", { stdout: "ü" }],
  [
    "has a name for its shell that is not a terminal",
    "test -t 0 || test -t 1 || test -t 2 || echo none",
    { stdout: "none\n" },
  ],
];

describeInside("execute_command, byte for byte, when the command", (inside) => {
  for (const [title, command, expected] of COMMANDS) {
    it(title, async () => {
      const { bench, workspace } = inside();
      const { result } = await bench.call("execute_command", { workspace, command, timeout_seconds: 30 });
      assert.equal(result["stdout"], expected.stdout ?? "");
      assert.equal(result["truncated"], false);
      if (expected.exit_code === -1) {
        assert.notEqual(result["exit_code"], 0);
        return;
      }
      assert.equal(result["exit_code"], expected.exit_code ?? 0);
      assert.equal(result["stderr"], expected.stderr ?? "");
    });
  }

  it("prints bytes that are no text: base64", async () => {
    const { bench, workspace } = inside();
    const { result } = await bench.call("execute_command", {
      workspace,
      command: "printf '\\377\\000\\201'",
    });
    assert.equal(result["stdout_encoding"], "base64");
    assert.deepEqual([...Buffer.from(String(result["stdout"]), "base64")], [0xff, 0, 0x81]);
  });

  it("prints any text it is given", async () => {
    const { bench, workspace } = inside();
    const text = fc.string({ unit: "binary", maxLength: 200 }).filter((value) => !/\0|\p{Cs}/u.test(value));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (argument, variable, stdin) => {
        const quotedArgument = `'${argument.replaceAll("'", `'\\''`)}'`;
        const { result } = await bench.call("execute_command", {
          workspace,
          command: `printf %s ${quotedArgument}; printf %s "$VARIABLE" >&2; cat`,
          environment: { VARIABLE: variable },
          stdin,
        });
        assert.equal(result["stdout"], argument + stdin);
        assert.equal(result["stderr"], variable);
      }),
      { numRuns: 25 },
    );
  });
});
