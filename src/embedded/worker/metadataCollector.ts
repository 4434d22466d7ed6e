import { execFile, type ExecFileException } from "node:child_process";
import type { MetadataBlueprint } from "../state/blueprint";
import { commandEnvironment, shellArguments, userShell } from "../terminal/environment";

/** What one script of a template printed last. */
export interface Figure {
  readonly blueprint: MetadataBlueprint;
  readonly value: string;
  /** Empty when the script succeeded. */
  readonly error: string;
  readonly collectedAt: number;
}

interface Surroundings {
  readonly home: string;
  readonly directory: string;
  /** Builds after 2.26 strip the line break at the end of a value. */
  readonly trims: boolean;
}

/** Changes are told at most so often. */
const tickMs = 1000;
const longestValue = 2048;

/** Runs a template's metadata scripts, really, for as long as somebody watches. */
export class MetadataCollector {
  readonly #blueprints: readonly MetadataBlueprint[];
  readonly #surroundings: Surroundings;

  constructor(blueprints: readonly MetadataBlueprint[], surroundings: Surroundings) {
    this.#blueprints = blueprints;
    this.#surroundings = surroundings;
  }

  /**
   * Calls `listener` with all figures once they are collected, again a second later, then at each change.
   *
   * @returns how to stop watching
   */
  watch(listener: (figures: readonly Figure[]) => void): () => void {
    let figures: Figure[] | null = null;
    let told = 0;
    let isNew = true;
    const due = new Set<MetadataBlueprint>();
    const tick = async () => {
      if (figures === null) return;
      const now = Date.now();
      const late = figures.filter(
        ({ blueprint, collectedAt }) => !due.has(blueprint) && now - collectedAt >= blueprint.interval * 1000,
      );
      for (const { blueprint } of late) due.add(blueprint);
      const fresh = await Promise.all(late.map(({ blueprint }) => this.#collect(blueprint)));
      for (const figure of fresh) due.delete(figure.blueprint);
      figures = figures.map((old) => fresh.find(({ blueprint }) => blueprint === old.blueprint) ?? old);
      isNew ||= fresh.length > 0;
      if (stopped || (!isNew && told > 1)) return;
      isNew = false;
      told++;
      listener(figures);
    };
    let stopped = false;
    const timer = setInterval(() => void tick(), tickMs);
    void Promise.all(this.#blueprints.map((blueprint) => this.#collect(blueprint))).then((first) => {
      figures = first;
      return tick();
    });
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }

  #collect(blueprint: MetadataBlueprint): Promise<Figure> {
    const { home, directory, trims } = this.#surroundings;
    const options = {
      cwd: directory,
      env: commandEnvironment(home),
      timeout: Math.max(blueprint.timeout, 1) * 1000,
      killSignal: "SIGKILL" as const,
    };
    return new Promise((resolve) => {
      execFile(userShell(), shellArguments(blueprint.script), options, (error, stdout, stderr) => {
        const output = (stdout + stderr).slice(0, longestValue);
        const value = trims ? output.trim() : output;
        resolve({ blueprint, value, error: problemOf(error), collectedAt: Date.now() });
      });
    });
  }
}

/** As Go's exec package words it. */
function problemOf(error: ExecFileException | null): string {
  if (error === null) return "";
  if (error.killed === true) return "run cmd: signal: killed";
  return typeof error.code === "number" ? `run cmd: exit status ${error.code}` : `run cmd: ${error.message}`;
}
