import { Deployment } from "./deployment";
import { generations } from "./generation";
import { HttpServer } from "./http/server";
import type { Options } from "./options";
import { routesOf } from "./routes";
import { seedWorld, type World } from "./seed/world";
import { ScriptedWorker } from "./worker/scriptedWorker";

/** A running embedded deployment. */
export interface RunningDeployment extends World {
  readonly url: string;
  /** Ends all it started and removes its temporary folders. */
  stop(): Promise<void>;
}

/** Fills a world and serves it on 127.0.0.1. */
export async function startDeployment(options: Options): Promise<RunningDeployment> {
  const generation = generations[options.generation];
  const deployment = new Deployment(options, generation);
  deployment.worker = new ScriptedWorker(deployment);
  const world = seedWorld(deployment);
  const server = new HttpServer(deployment, routesOf(generation, options.control));
  const url = `http://127.0.0.1:${await server.listen(options.port)}`;
  deployment.url = url;
  return {
    ...world,
    url,
    async stop() {
      deployment.close();
      await server.close();
    },
  };
}
