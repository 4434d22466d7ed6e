import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

const attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .transform((rows) => Object.fromEntries(rows.map(({ key, value }) => [key, Object.values(value)[0]])));
const resource = z.object({ attributes });

const tracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource,
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              kind: z.int(),
              attributes,
              status: z.object({ code: z.int(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});
type ReceivedSpan = z.output<
  typeof tracesSchema
>["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

const metricsSchema = z.object({
  resourceMetrics: z.array(
    z.object({
      scopeMetrics: z.array(
        z.object({
          metrics: z.array(
            z.object({
              name: z.string(),
              histogram: z.object({
                dataPoints: z.array(z.object({ attributes, count: z.coerce.number() })),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** An OpenTelemetry collector, as far as a test needs one: OTLP/HTTP with JSON on 127.0.0.1. */
export interface Collector {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Attributes of the services that sent something. */
  readonly services: readonly Readonly<Record<string, unknown>>[];
  /** Newest points of a histogram. */
  points(name: string): readonly { readonly attributes: Record<string, unknown>; readonly count: number }[];
  /** Everything received, as it came. */
  text(): string;
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const spans: ReceivedSpan[] = [];
  const services: Record<string, unknown>[] = [];
  const histograms = new Map<string, { attributes: Record<string, unknown>; count: number }[]>();
  const receive = (path: string, body: string): void => {
    bodies.push(body);
    if (path === "/v1/traces") {
      for (const sent of tracesSchema.parse(JSON.parse(body)).resourceSpans) {
        services.push(sent.resource.attributes);
        spans.push(...sent.scopeSpans.flatMap((scope) => scope.spans));
      }
    } else {
      for (const { scopeMetrics } of metricsSchema.parse(JSON.parse(body)).resourceMetrics) {
        for (const { name, histogram } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
          histograms.set(name, histogram.dataPoints);
        }
      }
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      receive(request.url ?? "", Buffer.concat(chunks).toString());
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    services,
    points: (name) => histograms.get(name) ?? [],
    text: () => bodies.join("\n"),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
