import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as z from "zod";
import { type Phase, phase } from "../support/hostContract";
import { orders } from "./orders";

/** How often the extension host is asked whether it is free, in milliseconds. */
const RESOLUTION_MS = 5;

const kept = z.object({ measurements: z.record(z.string(), z.number()), phases: z.array(phase) });

// A file, as every test file is a bundle of its own.
const { measurements: file } = orders;

/** What was measured in the extension host so far. */
export function measured(): z.infer<typeof kept> {
  return existsSync(file)
    ? kept.parse(JSON.parse(readFileSync(file, "utf8")))
    : { measurements: {}, phases: [] };
}

/** Keeps a number by its name. */
export function keepMeasurement(name: string, value: number): void {
  const { measurements, phases } = measured();
  writeFileSync(file, JSON.stringify({ measurements: { ...measurements, [name]: value }, phases }, null, 2));
}

/** Does something and keeps when, and how long the extension host could do nothing else meanwhile. */
export async function duringPhase<T>(name: string, action: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const startedAt = Date.now();
  delay.enable();
  try {
    return await action();
  } finally {
    delay.disable();
    keepPhase({
      name,
      startedAt,
      endedAt: Date.now(),
      hostGapMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
    });
  }
}

function keepPhase(done: Phase): void {
  const { measurements, phases } = measured();
  writeFileSync(file, JSON.stringify({ measurements, phases: [...phases, done] }, null, 2));
}
