/** The parts of an HTTP answer that our decisions rest on; the same for HTTP and for a refused WebSocket. */
export interface Answer {
  readonly status: number;
  /** Value of Content-Type, empty where there is none. */
  readonly contentType: string;
  readonly requestId: string | undefined;
  /** `Retry-After`, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  readonly location: string | undefined;
  /** The server's clock when it answered. */
  readonly date: Date | undefined;
}

/** @param header answers a header's value, undefined where there is none */
export function readAnswer(status: number, header: (name: string) => string | undefined): Answer {
  return {
    status,
    contentType: header("content-type") ?? "",
    requestId: header("x-coder-request-id"),
    retryAfterSeconds: retryAfter(header("retry-after")),
    location: header("location"),
    date: httpDate(header("date")),
  };
}

/** `application/json` and its `+json` relatives, e.g. the problem documents of AgentAPI. */
export function isJson(answer: Answer): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(answer.contentType);
}

function httpDate(value: string | undefined): Date | undefined {
  const date = new Date(value ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
