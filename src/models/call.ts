/** A step of long work, for progress notifications and progress bars. */
export interface Progress {
  /** Grows with each report. */
  readonly step: number;
  /** Number of steps where it is known. */
  readonly total?: number;
  readonly message: string;
}

/** What travels with every call through the layers: how to stop it and where to report. */
export interface Call {
  /** Aborting it ends every request and wait of the call. */
  readonly signal: AbortSignal;
  /** Absent where nobody listens. */
  readonly progress?: (progress: Progress) => void;
  /** Whether files of this machine are the caller's own and may be read for it: never those of a server for many. */
  readonly localFiles?: boolean;
}
