import { readFileSync, statSync } from "node:fs";
import { ConfigurationError } from "../../models/configuration";
import { filterProblem } from "../../models/workspaceFilter";
import { systemErrorCode } from "../../models/systemError";
import type { Given } from "./given";

/** Refuses a value: names the setting, the value and what is allowed, in one line. */
export function refuse(given: Given, allowed: string, problem = "is not usable"): ConfigurationError {
  return new ConfigurationError(`${given.name}=${printable(given.value)} ${problem}; allowed: ${allowed}`);
}

/** A value for a message: one line, no control characters, no user and password of an address, cut. */
function printable(value: string): string {
  const withoutUser = value.replace(/\/\/[^/@\s]*@/, "//***@");
  return JSON.stringify(withoutUser.length > 120 ? `${withoutUser.slice(0, 120)}…` : withoutUser);
}

/** Names separated by commas or spaces, without repetition. */
export function list(given: Given | undefined): readonly string[] | null {
  if (given === undefined) return null;
  return [...new Set(given.value.split(/[\s,]+/).filter((name) => name !== ""))];
}

export function isOn(given: Given | undefined): boolean {
  if (given === undefined) return false;
  const value = given.value.trim().toLowerCase();
  if (["true", "1", "yes", "on"].includes(value)) return true;
  if (["false", "0", "no", "off"].includes(value)) return false;
  throw refuse(given, "true or false", "is neither");
}

export function choice<const T extends string>(
  given: Given | undefined,
  known: readonly T[],
  fallback: T,
): T {
  if (given === undefined) return fallback;
  const value = given.value.trim().toLowerCase();
  const found = known.find((word) => word === value);
  if (found === undefined) throw refuse(given, known.join(", "), "is not known");
  return found;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration in milliseconds; a bare number is seconds. */
export function duration(given: Given | undefined, fallbackMs: number, allowed: string): number {
  if (given === undefined) return fallbackMs;
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(given.value.trim().toLowerCase());
  const milliseconds = Number(match?.[1] ?? Number.NaN) * (UNITS[match?.[2] ?? "s"] ?? Number.NaN);
  if (!(milliseconds >= 100 && milliseconds <= 3_600_000)) throw refuse(given, allowed);
  return Math.round(milliseconds);
}

/** A whole number within bounds. */
export function wholeNumber(given: Given, min: number, max: number, allowed: string): number {
  const text = given.value.trim();
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw refuse(given, allowed);
  return value;
}

/** The base address of a deployment: http(s), nothing but a path after the host, no trailing slash. */
export function deploymentUrl(given: Given, allowHttp: boolean): string {
  const allowed = "an http(s) address such as https://coder.example.com";
  const url = URL.canParse(given.value.trim()) ? new URL(given.value.trim()) : undefined;
  if (url === undefined) throw refuse(given, allowed, "is not an address");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse(given, allowed, "is not http(s)");
  if (url.username !== "" || url.password !== "") {
    throw refuse(given, `${allowed}; the token goes into CODER_SESSION_TOKEN`, "holds a user or password");
  }
  if (url.search !== "" || url.hash !== "") throw refuse(given, allowed, "has a query or fragment");
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw refuse(
      given,
      "https://, http:// for loopback, or --allow-http",
      "would send the token unencrypted over plain http",
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** @param hostname of a URL, or a bare address */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    hostname === "::1" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

export function proxyUrl(given: Given): string {
  // curl and others accept a bare host:port here.
  const value = given.value.includes("://") ? given.value.trim() : `http://${given.value.trim()}`;
  if (!URL.canParse(value) || !/^(https?|socks[45]?h?):\/\//i.test(value)) {
    throw refuse(given, "an http://, https:// or socks5:// address", "is not a proxy address");
  }
  return value;
}

/** The text of a file named by a setting, without white space around it. */
export function fileText(given: Given, allowed: string): string {
  let text: string;
  try {
    text = readFileSync(given.value.trim(), "utf8").trim();
  } catch (error) {
    const code = systemErrorCode(error);
    throw refuse(given, allowed, `cannot be read (${code})`);
  }
  if (text === "") throw refuse(given, allowed, "is empty");
  return text;
}

/** Bytes of a key: 256 bits. */
const KEY_BYTES = 32;

/** A key from a file that other users of the machine cannot read. */
export function keyFile(given: Given, allowed: string): string {
  const key = fileText(given, allowed);
  if (Buffer.byteLength(key) < KEY_BYTES) throw refuse(given, allowed, "is too short for a key");
  const path = given.value.trim();
  if (process.platform !== "win32" && (statSync(path).mode & 0o007) !== 0) {
    throw refuse(given, `${allowed}; run chmod o-rwx on it`, "can be used by every user of this machine");
  }
  return key;
}

export function certificates(given: Given, allowed: string): string {
  const text = fileText(given, allowed);
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw refuse(given, allowed, "holds no certificate");
  return text;
}

/** Coder search syntax. Coder itself judges it; what cannot travel in a query is refused here. */
export function searchFilter(given: Given | undefined, allowed: string): string | null {
  if (given === undefined) return null;
  const value = given.value.trim();
  if (value === "") throw refuse(given, allowed, "is empty");
  if (/\p{Cc}/u.test(value)) throw refuse(given, allowed, "holds control characters");
  const problem = filterProblem(value);
  if (problem !== null) throw refuse(given, allowed, `cannot be used (${problem})`);
  return value;
}
