import {
  type Disposable,
  Range,
  type TextDocumentContentChangeEvent,
  type TextEditor,
  TextEditorRevealType,
  window,
  workspace,
} from "vscode";
import { Disposables } from "../extension/disposables";
import { DOCUMENT_SCHEME } from "./documentAddress";

/** Lines below the last one that can be seen which still count as the end. */
const TOLERANCE = 2;

/**
 * Scrolls on when a document grows, in editors that show its end. Whoever reads further up goes on reading the same
 * lines, also when others are added or dropped above them.
 */
export class EndFollower implements Disposable {
  readonly #disposables = new Disposables();
  /** Lines of each document before its newest change. */
  readonly #lines = new Map<string, number>();

  constructor() {
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme !== DOCUMENT_SCHEME || contentChanges.length === 0) return;
        const key = document.uri.toString();
        const before = this.#lines.get(key) ?? 0;
        this.#lines.set(key, document.lineCount);
        for (const editor of window.visibleTextEditors) {
          if (editor.document !== document) continue;
          if (showsLine(editor, before - 1)) this.reveal(editor);
          else keepPlace(editor, contentChanges);
        }
      }),
    );
    this.#disposables.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#lines.delete(uri.toString());
      }),
    );
  }

  /** Scrolls to the end. */
  reveal(editor: TextEditor): void {
    const { document } = editor;
    this.#lines.set(document.uri.toString(), document.lineCount);
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.revealRange(new Range(end, end), TextEditorRevealType.Default);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function showsLine({ visibleRanges }: TextEditor, line: number): boolean {
  return (visibleRanges.at(-1)?.end.line ?? 0) >= line - TOLERANCE;
}

/** VS Code leaves the scroll bar where it is, whatever comes in or goes above. */
function keepPlace(editor: TextEditor, changes: readonly TextDocumentContentChangeEvent[]): void {
  const [seen] = editor.visibleRanges;
  if (seen === undefined) return;
  const moved = changes
    .filter(({ range }) => range.end.line < seen.start.line)
    .map(({ range, text }) => text.split("\n").length - 1 - (range.end.line - range.start.line))
    .reduce((sum, lines) => sum + lines, 0);
  if (moved === 0) return;
  // By the middle: what VS Code keeps free above a line that it puts at the top depends on settings.
  const middle = Math.max(0, Math.round((seen.start.line + seen.end.line) / 2) + moved);
  editor.revealRange(new Range(middle, 0, middle, 0), TextEditorRevealType.InCenter);
}
