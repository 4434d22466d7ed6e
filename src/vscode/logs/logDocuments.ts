import {
  type Disposable,
  EventEmitter,
  Range,
  type TextDocumentContentProvider,
  type TextEditor,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
} from "vscode";
import type { Connections } from "../deployments/connections";
import { Disposables } from "../extension/disposables";
import { errorText } from "../extension/errorText";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { logText } from "./logText";

const SCHEME = "coder-fleet-log";

/** Newest entries shown. */
const ENTRIES = 500;
/** Between two looks at a log that can be seen, in milliseconds: while the agent works, and else. */
const WORKING_MS = 2_000;
const QUIET_MS = 10_000;
/** Line ends below the last line that can be seen and still count as its end. */
const END_TOLERANCE = 2;

/** Agents' conversations as read-only documents. They follow the agent for as long as they can be seen. */
export class LogDocuments implements TextDocumentContentProvider, Disposable {
  readonly #connections: Connections;
  readonly #t: Translate;
  readonly #disposables = new Disposables();
  readonly #emitter = this.#disposables.add(new EventEmitter<Uri>());
  readonly #texts = new Map<string, string>();
  /** What was read last, kept while a look fails. */
  readonly #logs = new Map<string, string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly onDidChange = this.#emitter.event;

  constructor(connections: Connections, t: Translate) {
    this.#connections = connections;
    this.#t = t;
    this.#disposables.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.#disposables.add(
      window.onDidChangeVisibleTextEditors(() => {
        this.#followVisible();
      }),
    );
    this.#disposables.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.#forget(uri);
      }),
    );
  }

  /** Opens an agent's log, at its end. */
  async show({ deployment, agent }: AgentEntry): Promise<void> {
    const uri = Uri.from({
      scheme: SCHEME,
      path: `/${agent.owner}/${agent.name}.log`,
      query: JSON.stringify([deployment, agent.id]),
    });
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document, { preview: true });
    revealEnd(editor);
    this.#followVisible();
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const known = this.#texts.get(uri.toString());
    return known ?? (await this.#load(uri)).text;
  }

  /** Looks again at the logs that can be seen, each in its own time. */
  #followVisible(): void {
    for (const { document } of window.visibleTextEditors) {
      const { uri } = document;
      if (uri.scheme === SCHEME && !this.#timers.has(uri.toString())) this.#lookLater(uri, WORKING_MS);
    }
  }

  #lookLater(uri: Uri, wait: number): void {
    const timer = setTimeout(() => void this.#look(uri), wait);
    timer.unref();
    this.#timers.set(uri.toString(), timer);
  }

  async #look(uri: Uri): Promise<void> {
    const key = uri.toString();
    this.#timers.delete(key);
    if (editorsOf(key).length === 0) return;
    const { text, working } = await this.#load(uri);
    const editors = editorsOf(key);
    if (editors.length === 0 || this.#timers.has(key)) return;
    if (text !== this.#texts.get(key)) {
      const following = editors.filter(isAtEnd);
      this.#texts.set(key, text);
      this.#emitter.fire(uri);
      await changeOf(key);
      following.forEach(revealEnd);
    }
    this.#lookLater(uri, working ? WORKING_MS : QUIET_MS);
  }

  /** A failure is the text: it stands where the person looks, and the next look may succeed. */
  async #load(uri: Uri): Promise<{ text: string; working: boolean }> {
    const t = this.#t;
    try {
      const [deployment = "", agent = ""] = texts(JSON.parse(uri.query));
      const [fleet, { agentLog }] = await Promise.all([
        this.#connections.fleet(deployment),
        import("../../services/late"),
      ]);
      const call = { signal: new AbortController().signal };
      const log = await agentLog(fleet, { agent, page: 1, pageSize: ENTRIES }, call);
      const { items, totalCount } = log.entries;
      const shown = { ...log, entries: [...items].reverse(), omitted: totalCount - items.length };
      const text = logText(shown, t);
      this.#logs.set(uri.toString(), text);
      return { text, working: log.agent.status === "busy" };
    } catch (error) {
      const problem = t("The log cannot be shown now: {0}", errorText(error));
      const known = this.#logs.get(uri.toString());
      return { text: known === undefined ? problem : `${known}\n\n${problem}`, working: false };
    }
  }

  #forget(uri: Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#texts.delete(key);
    this.#logs.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#disposables.dispose();
  }
}

function editorsOf(key: string): readonly TextEditor[] {
  return window.visibleTextEditors.filter(({ document }) => document.uri.toString() === key);
}

function isAtEnd({ visibleRanges, document }: TextEditor): boolean {
  const last = visibleRanges.at(-1)?.end.line ?? 0;
  return last >= document.lineCount - 1 - END_TOLERANCE;
}

function revealEnd(editor: TextEditor): void {
  const line = Math.max(0, editor.document.lineCount - 1);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.Default);
}

/** Settles when the document has taken over its new text, at the latest after a second. */
function changeOf(key: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, 1_000);
    const subscription = workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === key) done();
    });
  });
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
