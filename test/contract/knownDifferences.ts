/** Where the embedded deployment is knowingly not like a real one, and why. A stale entry fails the run. */
export interface KnownDifference {
  /** `<version>/<area>/<name>` of the recording. */
  readonly file: string;
  readonly reason: string;
}

export const knownDifferences: readonly KnownDifference[] = [];
