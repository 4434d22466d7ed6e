import {
  CodeLens,
  type Disposable,
  languages,
  Position,
  Range,
  Selection,
  TabInputText,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import { Disposables } from "../extension/disposables";
import type { Translate } from "../extension/translate";
import type { Drafts } from "./drafts";
import { PROMPT_SCHEME, type PromptAddress, promptAddress, promptKey, promptUri } from "./promptAddress";
import { PromptFiles } from "./promptFiles";

/** Editors in which people write prompts of several lines. */
export class PromptEditor implements Disposable {
  readonly #drafts: Drafts;
  readonly #t: Translate;
  readonly #disposables = new Disposables();
  readonly #files: PromptFiles;
  /** Those who wait for a text, by its address. */
  readonly #waiting = new Map<string, (text: string | undefined) => void>();

  constructor(drafts: Drafts, t: Translate) {
    this.#drafts = drafts;
    this.#t = t;
    this.#files = this.#disposables.add(new PromptFiles(drafts));
    this.#disposables.add(
      languages.registerCodeLensProvider(
        { scheme: PROMPT_SCHEME },
        { provideCodeLenses: ({ uri }) => this.#links(uri) },
      ),
    );
    this.#disposables.add(
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed) if (input instanceof TabInputText) this.settle(input.uri, undefined);
      }),
    );
  }

  /** Opens an editor that holds this text. */
  async open(address: PromptAddress, agentName: string, text: string): Promise<Uri> {
    const uri = Uri.from(promptUri(address, agentName));
    this.#files.write(uri, promptKey(address), text);
    const editor = await window.showTextDocument(uri, { preview: false });
    const { document } = editor;
    // An editor that was open already may hold another text.
    if (document.getText() !== text) {
      await editor.edit((edit) => {
        edit.replace(new Range(new Position(0, 0), endOf(document)), text);
      });
    }
    editor.selection = new Selection(endOf(document), endOf(document));
    return uri;
  }

  /** As `open`; answers the text when the person uses it, undefined where they close the editor. */
  async write(address: PromptAddress, agentName: string, text: string): Promise<string | undefined> {
    const uri = await this.open(address, agentName, text);
    return new Promise((resolve) => this.#waiting.set(uri.toString(), resolve));
  }

  /** The prompt of an address, else the one in front. */
  find(target: unknown): { readonly document: TextDocument; readonly address: PromptAddress } | undefined {
    const uri = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
    const address = uri === undefined ? undefined : promptAddress(uri);
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri?.toString());
    return document === undefined || address === undefined ? undefined : { document, address };
  }

  /** Hands a text to whoever waits for it; answers whether somebody did. */
  settle(uri: Uri, text: string | undefined): boolean {
    const resolve = this.#waiting.get(uri.toString());
    this.#waiting.delete(uri.toString());
    resolve?.(text);
    return resolve !== undefined;
  }

  /** Closes an editor whose text was used. */
  async close(document: TextDocument): Promise<void> {
    const { uri } = document;
    const tabs = window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
    if (document.isDirty) await document.save();
    await window.tabGroups.close(tabs);
  }

  #links(uri: Uri): CodeLens[] {
    const top = new Range(0, 0, 0, 0);
    const link = (title: string, command: string) =>
      new CodeLens(top, { title, command: `coderFleet.${command}`, arguments: [uri] });
    return [
      link(`$(check) ${this.#t("Use this prompt")}`, "submitPrompt"),
      ...(this.#drafts.sentTexts.length === 0
        ? []
        : [link(`$(history) ${this.#t("Earlier texts…")}`, "insertEarlierText")]),
    ];
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const resolve of this.#waiting.values()) resolve(undefined);
  }
}

function endOf(document: TextDocument): Position {
  return document.lineAt(document.lineCount - 1).range.end;
}
