import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { orders } from "./orders";

/** Keeps a number that was measured in the extension host, for whoever started it. */
export function keepMeasurement(name: string, value: number): void {
  const { measurements: file } = orders;
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  writeFileSync(file, JSON.stringify({ ...Object(known), [name]: value }, null, 2));
}
