import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a deployment that can break. */
export interface BreakableRelay {
  /** Where the deployment is reached through it. */
  readonly url: string;
  /** Cuts every connection without a word, and takes no others for so long. */
  cut(downMs: number): void;
  stop(): Promise<void>;
}

export async function startRelay(target: string): Promise<BreakableRelay> {
  const { hostname, port, host } = new URL(target);
  const open = new Set<Socket>();
  let upAgain = 0;
  const server = createServer((near) => {
    if (Date.now() < upAgain) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    open.add(near);
    near.on("data", (chunk) => {
      // Deployments answer to their own name only.
      far.write(chunk.toString("latin1").replace(/^Host: .*$/im, `Host: ${host}`), "latin1");
    });
    far.pipe(near);
    const end = () => {
      open.delete(near);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(downMs) {
      upAgain = Date.now() + downMs;
      for (const socket of open) socket.destroy();
    },
    stop() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
