import { HttpError } from "./errors";

const windowMs = 60_000;

/** Requests a minute, by what the path is for (facts/coder-api.md 1). */
export function limitOf(method: string, path: string): number {
  if (method === "POST" && path === "/api/v2/files") return 12;
  if (method === "POST" && /^\/api\/v2\/users\/(login|first)$/.test(path))
    return path.endsWith("login") ? 60 : 512;
  return 512;
}

/** A sliding window for each caller (user, or address without a token) and exact path. */
export class RateLimiter {
  readonly #windows = new Map<string, { start: number; current: number; previous: number }>();

  /**
   * Counts a request and gives the headers for its answer.
   * @throws HttpError 429, with the same headers
   */
  count(caller: string, path: string, limit: number, now = Date.now()): Record<string, string> {
    const key = `${caller} ${path}`;
    const start = now - (now % windowMs);
    const window = this.#windows.get(key) ?? { start, current: 0, previous: 0 };
    if (window.start !== start) {
      window.previous = window.start === start - windowMs ? window.current : 0;
      window.current = 0;
      window.start = start;
    }
    const rate = window.current + (window.previous * (windowMs - (now - start))) / windowMs;
    const headers = {
      "X-Ratelimit-Limit": String(limit),
      "X-Ratelimit-Remaining": String(Math.max(0, Math.floor(limit - rate - 1))),
      "X-Ratelimit-Reset": String((start + windowMs) / 1000),
    };
    if (this.#windows.size > 10_000) this.#forgetBefore(start - windowMs);
    if (rate >= limit) {
      const message = `You've been rate limited for sending more than ${limit} requests in 1m0s.`;
      throw new HttpError(429, message, undefined, undefined, { ...headers, "Retry-After": "60" });
    }
    window.current++;
    this.#windows.set(key, window);
    return headers;
  }

  #forgetBefore(start: number): void {
    for (const [key, window] of this.#windows) if (window.start < start) this.#windows.delete(key);
  }
}
