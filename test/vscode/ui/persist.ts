/** Tests wait for conditions, never for time to pass. These bounds are for computers that do other things too. */

/** Longest wait for one condition, in milliseconds. */
export const WAIT_MS = 60_000;

/** How long the tries of an interaction may take, in milliseconds: a lost click costs little, a slow computer is waited for. */
const TRIES_MS = [5_000, 10_000, 20_000, 30_000, 30_000];

/**
 * Does something again until it has its effect: a window that is being redrawn swallows clicks and closes menus and
 * hovers.
 * @param attempt gets how long it may take, in milliseconds; doing it twice has to be harmless
 */
export async function persist<T>(what: string, attempt: (timeout: number) => Promise<T>): Promise<T> {
  let last: unknown;
  for (const timeout of TRIES_MS) {
    try {
      return await attempt(timeout);
    } catch (error) {
      last = error;
    }
  }
  const why = last instanceof Error ? last.message : String(last);
  throw new Error(`${what} had no effect in ${TRIES_MS.length} tries: ${why}`, { cause: last });
}
