import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapSetter,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { RequestLogEvent, RequestTrace, TracedRequest } from "../../services/openFleet";
import type { CallSpan, Telemetry, TraceContext } from "./types";

/** Longest wait for a collector at the end, in milliseconds. */
const CLOSE_MS = 2_000;
/** Between two exports of metrics, in milliseconds: the default of OTEL_METRIC_EXPORT_INTERVAL. */
const EXPORT_INTERVAL_MS = 60_000;
/** Bounds of durations in seconds, as OpenTelemetry's conventions for MCP and HTTP advise. */
const SECONDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

type Environment = Readonly<Record<string, string | undefined>>;

const propagator = new W3CTraceContextPropagator();

/**
 * Traces and metrics over OTLP/HTTP (JSON), set up by the usual `OTEL_*` variables. Names follow OpenTelemetry's
 * conventions for MCP and HTTP. No prompt, content or token is in them.
 */
export function startTelemetry(environment: Environment, version: string): Telemetry {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "coder-fleet-mcp", "service.version": version }))
    .merge(detectResources({ detectors: [envDetector] }));
  const traces = new BasicTracerProvider({
    resource,
    spanProcessors:
      environment["OTEL_TRACES_EXPORTER"] === "none" ? [] : [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const metrics = new MeterProvider({
    resource,
    readers: environment["OTEL_METRICS_EXPORTER"] === "none" ? [] : [metricReader(environment)],
  });
  const tracer = traces.getTracer("coder-fleet", version);
  const meter = metrics.getMeter("coder-fleet", version);
  const seconds = { unit: "s", advice: { explicitBucketBoundaries: SECONDS } };
  const calls = meter.createHistogram("mcp.server.operation.duration", seconds);
  const requests = meter.createHistogram("http.client.request.duration", seconds);

  const beginRequest = (parent: Context, { method, path, attempt }: TracedRequest): RequestTrace => {
    const attributes = { "http.request.method": method, "url.path": path };
    const span = tracer.startSpan(
      method,
      {
        kind: SpanKind.CLIENT,
        attributes: { ...attributes, ...(attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {}) },
      },
      parent,
    );
    return {
      headers: headersOf(trace.setSpan(parent, span)),
      end({ status, requestId, error, durationMs }: RequestLogEvent) {
        const outcome = {
          ...(status === undefined ? {} : { "http.response.status_code": status }),
          ...(error === undefined ? {} : { "error.type": error }),
        };
        requests.record(durationMs / 1000, { "http.request.method": method, ...outcome });
        span.setAttributes({
          ...outcome,
          ...(requestId === undefined ? {} : { "coder.request_id": requestId }),
        });
        finish(span, error);
      },
    };
  };

  return {
    begin(tool, from): CallSpan {
      const started = performance.now();
      const attributes = { "mcp.method.name": "tools/call", "gen_ai.tool.name": tool };
      const caller = contextOf(from);
      const span = tracer.startSpan(`tools/call ${tool}`, { kind: SpanKind.SERVER, attributes }, caller);
      const here = trace.setSpan(caller, span);
      return {
        request: (about) => beginRequest(here, about),
        end(failure) {
          const outcome = failure === undefined ? {} : { "error.type": `${failure.code} ${failure.reason}` };
          calls.record((performance.now() - started) / 1000, { ...attributes, ...outcome });
          span.setAttributes(outcome);
          finish(span, outcome["error.type"]);
        },
      };
    },
    async close() {
      const sent = Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([sent, late]);
    },
  };
}

function metricReader(environment: Environment): PeriodicExportingMetricReader {
  const interval = Number(environment["OTEL_METRIC_EXPORT_INTERVAL"]);
  const exportIntervalMillis = interval > 0 ? interval : EXPORT_INTERVAL_MS;
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: exportIntervalMillis,
  });
}

function finish(span: Span, error: string | undefined): void {
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  span.end();
}

/** What continues the trace at Coder. */
function headersOf(context: Context): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  propagator.inject(context, headers, setter);
  return headers;
}

/** A caller's trace; none where what it says of it is not in the standard's form. */
function contextOf(from: TraceContext): Context {
  return propagator.extract(ROOT_CONTEXT, { ...from }, getter);
}

const setter: TextMapSetter<Record<string, string>> = {
  set: (headers, name, value) => {
    headers[name] = value;
  },
};

const getter: TextMapGetter<Readonly<Record<string, string | undefined>>> = {
  get: (headers, name) => headers[name],
  keys: (headers) => Object.keys(headers),
};
