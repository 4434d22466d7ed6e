/** Rewrites a recorded text to what it must be here: ids and names of this deployment for recorded ones. */
export type Translate = (recorded: string) => string;
