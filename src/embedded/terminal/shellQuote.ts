/** One word of a shell command, whatever is in it. */
export const shellQuote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
