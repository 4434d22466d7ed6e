import { strict as assert } from "node:assert";
import { branchUrl, changesPage } from "../../src/models/changesPage";

const PULL_REQUESTS = [
  "https://github.com/acme/widgets/pull/42",
  "https://github.com/acme/widgets/pull/42/files",
  "https://gitlab.example.com/acme/tools/widgets/-/merge_requests/7",
  "https://bitbucket.org/acme/widgets/pull-requests/3",
  "https://codeberg.org/acme/widgets/pulls/9",
  "https://dev.azure.com/acme/widgets/_git/widgets/pullrequest/5",
];
const BRANCHES = [
  "https://github.com/acme/widgets/tree/fix/flaky",
  "https://github.com/acme/widgets/compare/main...fix",
  "https://gitlab.example.com/acme/widgets/-/tree/fix",
  "https://bitbucket.org/acme/widgets/branch/fix",
  "https://codeberg.org/acme/widgets/src/branch/fix",
  "https://dev.azure.com/acme/widgets/_git/widgets?version=GBfix",
];
const OTHERS = [
  "",
  "no address",
  "https://github.com/acme/widgets",
  "https://github.com/acme/widgets/issues/42",
  "https://github.com/acme/widgets/pulls",
  "https://example.com/tree/",
];

describe("the page an agent reports", () => {
  for (const url of PULL_REQUESTS)
    it(`is a pull request: ${url}`, () => {
      assert.equal(changesPage(url), "pullRequest");
    });
  for (const url of BRANCHES)
    it(`is a branch: ${url}`, () => {
      assert.equal(changesPage(url), "branch");
    });
  for (const url of OTHERS)
    it(`is neither: ${url}`, () => {
      assert.equal(changesPage(url), undefined);
    });
});

describe("the page of a branch", () => {
  const NAME = "fix/a b";
  for (const [provider, path] of [
    ["github", "tree/fix/a%20b"],
    ["gitlab", "-/tree/fix/a%20b"],
    ["gitea", "src/branch/fix/a%20b"],
    ["bitbucket-cloud", "branch/fix/a%20b"],
  ] as const) {
    it(`is at the repository it was pushed to (${provider})`, () => {
      for (const origin of [
        "https://git.example.com/acme/widgets",
        "https://ada:secret@git.example.com/acme/widgets.git",
        "git@git.example.com:acme/widgets.git",
        "ssh://git@git.example.com/acme/widgets.git",
      ]) {
        assert.equal(
          branchUrl(provider, origin, NAME),
          `https://git.example.com/acme/widgets/${path}`,
          origin,
        );
      }
    });
  }

  it("is not known for other hosts, and never anything but a page of the web", () => {
    assert.equal(branchUrl("", "https://git.example.com/acme/widgets", NAME), undefined);
    assert.equal(branchUrl("github", "/home/ada/widgets", NAME), undefined);
    assert.equal(branchUrl("github", "file:///home/ada/widgets", NAME), undefined);
  });
});
