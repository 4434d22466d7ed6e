import { parseArgs } from "node:util";
import { type GenerationName, generationNames } from "./generation";

/** How the deployment is started. */
export interface Options {
  /** 0: any free port. */
  readonly port: number;
  /** Agents in the world at start, nine in ten of them ada's. */
  readonly agents: number;
  /** Members besides ada and mia, each with one agent more. */
  readonly users: number;
  /** Milliseconds added to every answer. */
  readonly latencyMs: number;
  readonly seed: number;
  readonly generation: GenerationName;
  /** Builds and workers run this many times faster than real ones. */
  readonly speed: number;
  /** Address behind a reverse proxy, which OAuth2 tokens are for; absent: no OAuth2. */
  readonly accessUrl?: string;
  /** Enables the test-only routes below /_embedded/. */
  readonly control: boolean;
}

/** A command line that cannot be obeyed; the message says what is allowed. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "0" },
        agents: { type: "string", default: "20" },
        users: { type: "string", default: "0" },
        latency: { type: "string", default: "0" },
        seed: { type: "string", default: "1" },
        generation: { type: "string", default: "tasks" },
        speed: { type: "string", default: "1" },
        "access-url": { type: "string" },
        control: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const generation = generationNames.find((name) => name === values.generation);
  if (generation === undefined) {
    throw new UsageError(`--generation "${values.generation}": allowed are ${generationNames.join(", ")}`);
  }
  return {
    port: number("port", values.port, 0, 65_535),
    agents: number("agents", values.agents, 0, 100_000),
    users: number("users", values.users, 0, 1_000),
    latencyMs: number("latency", values.latency, 0, 60_000),
    seed: number("seed", values.seed, 0, 2 ** 32 - 1),
    generation,
    speed: number("speed", values.speed, 0.1, 1000, false),
    ...(values["access-url"] === undefined ? {} : { accessUrl: origin(values["access-url"]) }),
    control: values.control,
  };
}

function origin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new UsageError(`--access-url "${text}": allowed is an origin such as http://127.0.0.1:3000`);
}

function number(name: string, text: string, min: number, max: number, whole = true): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
    throw new UsageError(
      `--${name} "${text}": allowed is a ${whole ? "whole " : ""}number from ${min} to ${max}`,
    );
  }
  return value;
}
