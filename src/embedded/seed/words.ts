/** What a fleet works on: prompt, slug of its name, and what its agent says at the end. */
export const work = [
  ["Fix the login redirect bug", "fix-login-redirect", "Fixed the redirect and added a regression test"],
  ["Refactor the parser module", "refactor-parser", "Split the parser into lexer and grammar"],
  ["Upgrade all dependencies", "upgrade-deps", "Upgraded 23 packages, all tests pass"],
  ["Review pull request 17", "review-pr-17", "Review done: two comments, nothing blocking"],
  ["Add a health check endpoint", "add-healthcheck", "Opened pull request with the change"],
  ["Write the docs for the export API", "docs-export-api", "Documented all nine endpoints"],
  ["Summarise the changelog of the last release", "summarise-changelog", "Summary is in CHANGELOG.md"],
  ["Find out why the nightly build is slow", "slow-nightly-build", "Cache key missed every night; fixed"],
  ["Port the date helpers to the new library", "port-date-helpers", "Ported, bundle is 41 KB smaller"],
  ["Make the search results stable", "stable-search", "Sorted by score, then by id"],
  ["Remove the feature flag for the new editor", "drop-editor-flag", "Flag and old editor removed"],
  ["Add rate limiting to the webhook route", "webhook-rate-limit", "Limited to 60 requests a minute"],
  ["Reproduce the memory leak in the worker", "worker-leak", "Reproduced with a 40 line script"],
  ["Raise test coverage of the billing module", "billing-coverage", "Coverage went from 61 to 88 percent"],
  ["Translate the error pages to German", "error-pages-german", "Translated seven pages"],
  ["Migrate the settings table", "migrate-settings", "Migration and rollback are tested"],
] as const;
