import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { Resource } from '@opentelemetry/resources';
import { MeterProvider, MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { TelemetryConfig } from '../config/app-config.ts';
import { exportTimeoutMilliseconds } from './tracing.ts';

/** Series that one metric may have; further ones are added up in one that says so. Attributes come from closed lists, so this is a guard. */
const mostSeries = 500;

/** The metrics of this process. */
export interface Metering {
  readonly provider: MeterProvider;
  /** All metrics as text in the format of Prometheus. */
  text(): Promise<string>;
}

/** Collects what the app measures, for a scraper that asks and for a receiver that is sent to. */
export function startMetering(config: TelemetryConfig, resource: Resource): Metering {
  const scraped = new PullReader({ cardinalitySelector: () => mostSeries });
  const provider = new MeterProvider({
    resource,
    readers: config.endpoint === undefined ? [scraped] : [scraped, sender(config.endpoint, config)],
  });
  metrics.setGlobalMeterProvider(provider);
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  return {
    provider,
    text: async () => serializer.serialize((await scraped.collect()).resourceMetrics),
  };
}

function sender(endpoint: string, { metricsMilliseconds }: TelemetryConfig): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({
      url: `${endpoint}/v1/metrics`,
      timeoutMillis: exportTimeoutMilliseconds,
      concurrencyLimit: 1,
    }),
    exportIntervalMillis: metricsMilliseconds,
    exportTimeoutMillis: Math.min(exportTimeoutMilliseconds, metricsMilliseconds),
    cardinalityLimits: { default: mostSeries },
  });
}

/** Collects when it is asked, and has nothing to send. */
class PullReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
