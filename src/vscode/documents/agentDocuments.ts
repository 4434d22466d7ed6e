import { type Disposable, env, EventEmitter, FoldingRange, languages, Uri, window, workspace } from "vscode";
import type { Connections } from "../deployments/connections";
import type { Deployments } from "../deployments/deployments";
import { lookUpAgent } from "../deployments/lookUpAgent";
import { Disposables } from "../extension/disposables";
import { isAuthenticationError } from "../extension/errors";
import type { FileText } from "../extension/flatFiles";
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import type { FleetStore } from "../fleet/fleetStore";
import { AgentDocument } from "./agentDocument";
import {
  agentKeyOf,
  DOCUMENT_SCHEME,
  type DocumentAddress,
  documentAddress,
  type DocumentKind,
  documentUri,
} from "./documentAddress";
import { DocumentFiles } from "./documentFiles";
import { chapters } from "./documentFolding";
import { EndFollower } from "./endFollower";
import { followDocument } from "./followDocument";

/** Longest wait for the first text of a document before it is shown as loading, in milliseconds. */
const FIRST_TEXT_MS = 500;
/** How long a document that was asked for may take until it can be seen, in milliseconds. */
const OPENING_MS = 5_000;

interface Parts {
  readonly deployments: Deployments;
  readonly connections: Connections;
  readonly store: FleetStore;
  /** Told of each 401 of a deployment. */
  readonly refused: (url: string) => void;
  readonly t: Translate;
}

interface Open {
  readonly uri: Uri;
  readonly document: AgentDocument;
  /** When it was first asked for, milliseconds since 1970. */
  readonly begunAt: number;
  changedAt: number;
}

/**
 * Documents of agents: conversation, history and logs, read-only. One follows its agent for as long as it can be
 * seen: following a chat marks it as read, which is right only while somebody looks.
 */
export class AgentDocuments implements Disposable {
  readonly #parts: Parts;
  readonly #disposables = new Disposables();
  readonly #open = new Map<string, Open>();
  readonly #emitter = this.#disposables.add(new EventEmitter<void>());
  readonly #files: DocumentFiles;
  readonly #end = this.#disposables.add(new EndFollower());

  /** What is known of a document's agent changed. */
  readonly onDidChangeAgent = this.#emitter.event;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#files = this.#disposables.add(new DocumentFiles((uri) => this.#read(uri), parts.t));
    this.#disposables.add(
      languages.registerFoldingRangeProvider(
        { scheme: DOCUMENT_SCHEME },
        {
          provideFoldingRanges: (document) =>
            chapters(document.lineCount, (line) => document.lineAt(line).text).map(
              ({ start, end }) => new FoldingRange(start, end),
            ),
        },
      ),
    );
    this.#disposables.add(
      window.onDidChangeVisibleTextEditors(() => {
        this.#followVisible();
      }),
    );
    this.#disposables.add(workspace.onDidOpenTextDocument(({ uri }) => this.find(uri)?.taken()));
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        if (contentChanges.length > 0) this.find(uri)?.taken();
      }),
    );
    this.#disposables.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
    );
    this.#disposables.add(
      parts.store.onDidChange(({ entries }) => {
        const known = new Map(entries.map((entry) => [entry.key, entry]));
        for (const { document } of this.#open.values()) {
          document.entry = known.get(agentKeyOf(document.address)) ?? document.entry;
        }
      }),
    );
    this.#disposables.add(
      parts.deployments.onDidChange(() => {
        // Whoever waits because of a login that expired need wait no longer.
        for (const { document } of this.#open.values()) if (document.failed) document.restart();
      }),
    );
  }

  /** Opens a document of an agent, at its end. */
  async show(
    kind: DocumentKind,
    { deployment, agent }: AgentEntry,
    { preserveFocus = false }: { readonly preserveFocus?: boolean } = {},
  ): Promise<void> {
    const uri = Uri.from(documentUri(kind, deployment, agent));
    const editor = await window.showTextDocument(uri, { preview: true, preserveFocus });
    this.#end.reveal(editor);
  }

  /**
   * The agent that a document is of; undefined for other documents. Asks where it is not known yet.
   * @throws as `lookUpAgent`
   */
  async entryOf(uri: Uri): Promise<AgentEntry | undefined> {
    const address = documentAddress(uri);
    return address === undefined
      ? undefined
      : (this.find(uri)?.entry ?? lookUpAgent(this.#parts, address.deployment, address.agentId));
  }

  /** A document that is open. */
  find(uri: Uri): AgentDocument | undefined {
    return this.#open.get(uri.toString())?.document;
  }

  async #read(uri: Uri): Promise<FileText | undefined> {
    const address = documentAddress(uri);
    if (address === undefined) return undefined;
    const open = this.#open.get(uri.toString()) ?? this.#begin(uri, address);
    if (!open.document.ready) await open.document.firstText(FIRST_TEXT_MS);
    return { text: open.document.text, changedAt: open.changedAt };
  }

  #begin(uri: Uri, address: DocumentAddress): Open {
    const { deployments, connections, store, t } = this.#parts;
    const key = agentKeyOf(address);
    const entry = store.find(key);
    const document = new AgentDocument(address, entry, {
      follow: async (hear, signal) => {
        try {
          // A window that was loaded again shows it before anything else has asked who is signed in.
          await deployments.load();
          const fleet = await connections.fleet(address.deployment);
          let first = true;
          const heard: typeof hear = (update) => {
            hear(update);
            if (first) this.#opened(open);
            first = false;
          };
          await followDocument(fleet, address, heard, t, { signal });
        } catch (error) {
          if (isAuthenticationError(error)) this.#parts.refused(address.deployment);
          throw error;
        }
      },
      changed: () => {
        open.changedAt = Math.max(Date.now(), open.changedAt + 1);
        this.#files.changed(uri);
      },
      agentChanged: () => {
        this.#emitter.fire();
      },
      language: env.language,
      t,
    });
    const open: Open = { uri, document, begunAt: Date.now(), changedAt: Date.now() };
    this.#open.set(uri.toString(), open);
    document.start();
    if (entry === undefined) {
      lookUpAgent(this.#parts, address.deployment, address.agentId).then(
        (found) => (document.entry ??= found),
        // What follows the agent meets the same failure and tells it.
        () => undefined,
      );
    }
    // It may never be seen: an extension can read it, too.
    setTimeout(() => {
      this.#followVisible();
    }, OPENING_MS).unref();
    return open;
  }

  /** Looking at a chat marks it as read, which nothing tells. */
  #opened({ document }: Open): void {
    if (document.address.kind === "log" && document.entry?.agent.chat?.unread === true) {
      void this.#parts.store.refresh();
    }
  }

  #followVisible(): void {
    const visible = new Set(window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    for (const [key, { document, begunAt }] of this.#open) {
      if (visible.has(key)) document.start();
      else if (Date.now() - begunAt >= OPENING_MS) document.stop();
    }
  }

  #forget(uri: Uri): void {
    this.find(uri)?.stop();
    this.#open.delete(uri.toString());
  }

  dispose(): void {
    for (const { document } of this.#open.values()) document.stop();
    this.#disposables.dispose();
  }
}
