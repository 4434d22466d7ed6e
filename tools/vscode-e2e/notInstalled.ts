/** Something is not there; the message says what, and what brings it. */
export class NotInstalledError extends Error {}
