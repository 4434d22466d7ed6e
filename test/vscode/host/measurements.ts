import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { orders } from "./orders";

// A file, as every test file is a bundle of its own.
const { measurements: file } = orders;

/** Numbers that were measured in the extension host so far, by name. */
export function measurements(): Readonly<Record<string, number>> {
  if (!existsSync(file)) return {};
  return z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Keeps one. */
export function keepMeasurement(name: string, value: number): void {
  writeFileSync(file, JSON.stringify({ ...measurements(), [name]: value }, null, 2));
}
