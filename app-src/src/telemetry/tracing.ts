import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import type { Resource } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TelemetryConfig } from '../config/app-config.ts';

/** Milliseconds that a receiver of traces or metrics may take for an export. */
export const exportTimeoutMilliseconds = 5_000;

/**
 * Lets Next.js and the app make spans, and sends those that are sampled. Without a receiver spans carry ids for the log and nothing is
 * recorded. When spans come faster than they can be sent the newest are dropped: a queue holds 2,048.
 */
export function startTracing(config: TelemetryConfig, resource: Resource): TracerProvider {
  const share = config.endpoint === undefined ? new AlwaysOffSampler() : sampled(config.traceRatio);
  const provider = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({
      root: share,
      // A caller may name the trace; how much is recorded is not for strangers to say.
      remoteParentSampled: share,
    }),
    spanLimits: { attributeValueLengthLimit: 1_024, attributeCountLimit: 64, eventCountLimit: 32 },
    spanProcessors: config.endpoint === undefined ? [] : [sender(config.endpoint)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return provider;
}

function sampled(ratio: number): TraceIdRatioBasedSampler {
  return new TraceIdRatioBasedSampler(ratio);
}

function sender(endpoint: string): BatchSpanProcessor {
  return new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({
      url: `${endpoint}/v1/traces`,
      timeoutMillis: exportTimeoutMilliseconds,
      concurrencyLimit: 2,
    }),
    exportTimeoutMillis: exportTimeoutMilliseconds,
  });
}
