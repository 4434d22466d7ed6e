/** The dashboard's page. Whatever it shows is put in as text, never as markup. */
import "./dashboard.css";
import type { DashboardData } from "../models/dashboard";
import { Course } from "./course";
import { agentList, figureRow, heading, shareTable } from "./parts";

/** What VS Code gives to a page. */
interface Editor {
  postMessage(message: unknown): void;
}
declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const page = document.getElementById("dashboard") ?? document.body;
const course = new Course();
/** Parts that are drawn anew; the chart stays, so that it does not flicker. */
const before = document.createElement("div");
const after = document.createElement("div");
after.className = "columns";
page.append(before, course.element, after);

function draw(data: DashboardData): void {
  const { words } = data;
  const focused = document.activeElement?.getAttribute("data-key");
  const note = document.createElement("p");
  note.textContent = data.note;
  before.replaceChildren(heading(1, words.title), note, figureRow(data.figures));
  course.draw(data.samples, words);
  const open = (key: string): void => {
    editor.postMessage({ kind: "open", key });
  };
  after.replaceChildren(
    agentList(words.waiting, data.waiting, words.none, open),
    agentList(words.failures, data.failures, words.none, open),
    shareTable(words.byProject, data.projects, words),
    shareTable(words.byOwner, data.owners, words),
  );
  // Whoever moves through the rows by keyboard stays where they are.
  if (typeof focused === "string")
    after.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

window.addEventListener("message", ({ data }: MessageEvent<DashboardData>) => {
  draw(data);
});
editor.postMessage({ kind: "ready" });
