import { strict as assert } from "node:assert";
import type { DashboardSample } from "../../../src/models/dashboard";
import { dashboardData } from "../../../src/vscode/dashboard/dashboardData";
import { dashboardHtml } from "../../../src/vscode/dashboard/dashboardHtml";
import { FleetCourse, sampleOf } from "../../../src/vscode/dashboard/fleetCourse";
import { fleetParts } from "../../../src/vscode/dashboard/fleetParts";
import { Samples } from "../../../src/vscode/dashboard/samples";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const NOW = new Date("2026-11-21T12:00:00Z");
const entries = (
  [
    { name: "asks", status: "idle", attention: { reason: "question", message: "Which\u001b[31m branch?" } },
    {
      name: "asks-longer",
      status: "idle",
      attention: { reason: "question" },
      updatedAt: "2026-11-21T09:00:00Z",
    },
    { name: "works", status: "busy", project: "Codex Agent" },
    {
      name: "broken",
      status: "failed",
      owner: "mia",
      attention: { reason: "failed" },
      statusReason: "quota",
    },
  ] as const
).map((change, index) =>
  agentEntry("https://coder.example.com", exampleAgent({ id: String(index), ...change })),
);

describe("the dashboard", () => {
  const data = dashboardData(fleetParts(entries, t), new FleetCourse(), "coder.example.com", NOW, t);

  it("counts as the Fleet view does: who waits is not who failed", () => {
    const figures = Object.fromEntries(data.figures.map(({ label, value }) => [label, value]));
    assert.deepEqual(figures, {
      Agents: "4",
      "Need you": "2",
      Busy: "1",
      Idle: "2",
      "Failed or offline": "1",
      Utilization: "33 %",
    });
    assert.equal(data.figures.find(({ label }) => label === "Failed or offline")?.tone, "bad");
  });

  it("lists who waits longest first, and failures with their reason, as plain text", () => {
    assert.deepEqual(
      data.waiting.map(({ name, since }) => [name, since]),
      [
        ["ada/asks-longer", "3h"],
        ["ada/asks", "30m"],
      ],
    );
    assert.match(data.waiting[1]?.why ?? "", /: Which branch\?$/);
    assert.deepEqual(
      data.failures.map(({ name, why }) => [name, why]),
      [["mia/broken", "failed: quota"]],
    );
  });

  it("shares the fleet by project and by owner, largest first", () => {
    assert.deepEqual(data.projects, [
      { name: "Claude Agent", total: 3, busy: 0, unhealthy: 1, utilization: "0 %" },
      { name: "Codex Agent", total: 1, busy: 1, unhealthy: 0, utilization: "100 %" },
    ]);
    assert.deepEqual(
      data.owners.map(({ name, total }) => [name, total]),
      [
        ["ada", 3],
        ["mia", 1],
      ],
    );
  });

  it("shows the course of the whole fleet, or of the project or owner that was chosen", () => {
    const course = new FleetCourse();
    course.add(fleetParts(entries, t), NOW);
    const utilizationOf = (part: string): number | undefined => {
      course.shown = part;
      return course.samples.at(-1)?.utilization;
    };
    assert.deepEqual(
      data.parts.map(({ label }) => label),
      ["Whole fleet", "Project Claude Agent", "Project Codex Agent", "Owner ada", "Owner mia"],
    );
    assert.deepEqual(
      data.parts.map(({ key }) => utilizationOf(key)),
      [0.33, 0, 1, 0.33, 0],
    );
  });

  it("goes back to the whole fleet when the last agent of a chosen project is gone", () => {
    const course = new FleetCourse();
    course.add(fleetParts(entries, t), NOW);
    course.shown = "project:Codex Agent";
    const left = entries.filter(({ agent }) => agent.project !== "Codex Agent");
    course.add(fleetParts(left, t), NOW);
    assert.equal(dashboardData(fleetParts(left, t), course, "", NOW, t).part, "");
  });

  it("tells screen readers how many wait", () => {
    assert.equal(data.news, "2 agents need you");
  });

  it("keeps what it saw since it was opened, and never more than a screen can show", () => {
    const samples = new Samples();
    const sample = (at: number): DashboardSample => ({ at, utilization: 0, health: 1 });
    for (let second = 0; second < 10_000; second += 1) samples.add(sample(second * 5_000));
    assert.ok(samples.all.length <= 600 && samples.all.length > 250, String(samples.all.length));
    assert.equal(samples.all[0]?.at, 0, "the first look stays");
    assert.equal(samples.all.at(-1)?.at, 9_999 * 5_000, "so does the last");
  });

  it("takes looks that follow each other at once for one", () => {
    const samples = new Samples();
    for (const at of [0, 10_000, 10_100, 10_200]) samples.add({ at, utilization: at, health: 1 });
    assert.deepEqual(
      samples.all.map(({ at }) => at),
      [0, 10_200],
    );
  });

  it("is healthy where there is nobody", () => {
    assert.deepEqual(sampleOf([], NOW), { at: NOW.getTime(), utilization: 0, health: 1 });
  });

  it("lets its page load nothing but its own script and style", () => {
    const html = dashboardHtml({
      title: 'A "title" <b>',
      language: "en",
      cspSource: "https://own.example",
      script: "https://own.example/dashboard.js",
      style: "https://own.example/dashboard.css",
      nonce: "abc",
    });
    assert.match(html, /default-src 'none'; script-src 'nonce-abc'; style-src https:\/\/own\.example"/);
    assert.doesNotMatch(html, /unsafe|style=/);
    assert.doesNotMatch(html, /<b>/);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    assert.deepEqual(addresses, ["https://own.example/dashboard.css", "https://own.example/dashboard.js"]);
  });
});
