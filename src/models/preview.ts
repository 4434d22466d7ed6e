/** What a call is about, as it is now. */
interface PreviewTarget {
  readonly kind: "agent" | "workspace" | "template";
  readonly id: string;
  /** `owner/name`; a template's name. */
  readonly name: string;
  /** Our word for an agent, Coder's for a workspace; null for what has none. */
  readonly status: string | null;
  /** Whatever else changes with it, such as the time of its last change: only compared. */
  readonly version: string;
}

/** What a call would do, found out without doing it. */
export interface Preview {
  readonly target: PreviewTarget;
  /** One sentence for each consequence, the gravest first; what is said of the target is untrusted text. */
  readonly effects: readonly string[];
}
