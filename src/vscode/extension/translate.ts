/** Puts a sentence into the person's language; `{0}`, `{1}` stand for the arguments. `vscode.l10n.t` is one. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
