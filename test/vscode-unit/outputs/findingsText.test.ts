import { strict as assert } from "node:assert";
import { failed, note, ok, skipped } from "../../../src/services/doctor/finding";
import { findingsText } from "../../../src/vscode/outputs/findingsText";
import { english as t } from "../english";

const URL = "https://coder.example.com";

describe("what the doctor found, as a document", () => {
  it("is a line each, and what to do below it, in the words of VS Code", () => {
    const findings = [
      ok("dns", "coder.example.com is 192.0.2.1."),
      failed(
        "tls",
        "The secure connection failed.",
        "Give its PEM file with --ca-file or CODER_FLEET_CA_FILE.",
      ),
      note("clock", "The deployment does not tell its time."),
      skipped("token", "the deployment does not answer"),
    ];
    assert.equal(
      findingsText(URL, findings, t),
      [
        URL,
        "",
        "✓ dns           coder.example.com is 192.0.2.1.",
        "✗ tls           The secure connection failed.",
        "                → Give its PEM file with the setting coderFleet.caFile.",
        "! clock         The deployment does not tell its time.",
        "- token         Not checked: the deployment does not answer.",
        "",
        "1 thing to mend.",
        "",
      ].join("\n"),
    );
  });

  it("says when all is well, and keeps what others wrote on its line", () => {
    const text = findingsText(URL, [ok("token", "It belongs to ada\u001b[31m\nevil.")], t);
    assert.match(text, /^✓ token {9}It belongs to ada evil\.$/mu);
    assert.match(text, /\nAll is well\.\n$/u);
  });
});
