/** The dashboard's page. Whatever it shows is put in as text, never as markup. */
import "./dashboard.css";
import type { DashboardData } from "../models/dashboard";
import { Course } from "./course";
import { agentList, figureRow, shareTable, textElement } from "./parts";

/** What VS Code gives to a page. */
interface Editor {
  postMessage(message: unknown): void;
}
declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const page = document.getElementById("dashboard") ?? document.body;
const before = document.createElement("div");
const course = new Course((part) => {
  editor.postMessage({ kind: "choose", part });
});
const after = document.createElement("div");
after.className = "columns";
/** Says who waits to a screen reader, and only when that changes. */
const news = document.createElement("div");
news.className = "unseen";
news.setAttribute("role", "status");
page.append(before, course.element, after, news);

const open = (key: string): void => {
  editor.postMessage({ kind: "open", key });
};
/** What each place shows, as text: where nothing has changed nothing is drawn, so that readers keep their place. */
const shown = new Map<HTMLElement, string>();

function redraw(place: HTMLElement, data: unknown, draw: () => readonly HTMLElement[]): void {
  const text = JSON.stringify(data);
  if (shown.get(place) === text) return;
  shown.set(place, text);
  const focused = document.activeElement?.getAttribute("data-key");
  place.replaceChildren(...draw());
  // Whoever moves through the rows by keyboard stays where they are.
  if (typeof focused === "string")
    place.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function draw(data: DashboardData): void {
  const { words, note, figures, waiting, failures, projects, owners } = data;
  redraw(before, [words.title, note, figures], () => [
    textElement("h1", words.title),
    textElement("p", note),
    figureRow(figures),
  ]);
  course.draw(data);
  redraw(after, [waiting, failures, projects, owners], () => [
    agentList(words.waiting, waiting, words.none, open),
    agentList(words.failures, failures, words.none, open),
    shareTable(words.byProject, projects, words),
    shareTable(words.byOwner, owners, words),
  ]);
  if (news.textContent !== data.news) news.textContent = data.news;
}

window.addEventListener("message", ({ data }: MessageEvent<DashboardData>) => {
  draw(data);
});
editor.postMessage({ kind: "ready" });
