import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import { oneOf, optionalText, wholeNumber } from './variables.ts';

/** Where measurements go. */
export interface TelemetryConfig {
  /** Whether anything is measured at all. */
  readonly on: boolean;
  /** The OTLP receiver, such as `http://127.0.0.1:4318`; `undefined`: nothing is sent anywhere. */
  readonly endpoint: string | undefined;
  /** The share of traces that are recorded, from 0 to 1. */
  readonly traceRatio: number;
  /** Milliseconds between two exports of the metrics. */
  readonly metricsMilliseconds: number;
  /** What a scraper of `/api/metrics` proves itself with; `undefined`: the address is not served. */
  readonly metricsToken: string | undefined;
  /** Milliseconds after which an answer is later than promised; it is counted as slow. */
  readonly responseLimitMilliseconds: number;
  /** AWS region that the replica runs in. */
  readonly region: string | undefined;
}

/** The fewest characters of the scraper's token. */
const fewestTokenCharacters = 24;

const share = { error: 'set it to a number from 0 to 1' };

export const telemetryVariables = {
  // The names that begin with OTEL are OpenTelemetry's own.
  OTEL_SDK_DISABLED: oneOf(['true', 'false'], 'false'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalText('the address of an OTLP receiver over HTTP'),
  // One trace in twenty shows what is usual; errors are logged and counted in any case.
  OTEL_TRACES_SAMPLER_ARG: z.preprocess(
    (value) => (value === undefined || value === '' ? '0.05' : value),
    z
      .string(share)
      .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, share)
      .transform(Number),
  ),
  OTEL_METRIC_EXPORT_INTERVAL: wholeNumber({ from: 1_000, to: 600_000, fallback: 60_000 }),
  METRICS_TOKEN: optionalText('the token of the metrics scraper'),
  // The platform passes on its objective; this is the limit of criterion B1.
  RESPONSE_LIMIT_MILLISECONDS: wholeNumber({ from: 1, to: 60_000, fallback: 200 }),
};

interface Values {
  readonly OTEL_SDK_DISABLED: 'true' | 'false';
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
  readonly OTEL_METRIC_EXPORT_INTERVAL: number;
  readonly METRICS_TOKEN?: string | undefined;
  readonly RESPONSE_LIMIT_MILLISECONDS: number;
  readonly AWS_REGION?: string | undefined;
}

/** @throws {@link ConfigurationError} when an address or a token is none */
export function telemetryConfig(values: Values): TelemetryConfig {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, METRICS_TOKEN: metricsToken } = values;
  const problems = [
    ...(endpoint === undefined || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')
      ? []
      : [
          'OTEL_EXPORTER_OTLP_ENDPOINT is malformed: set it to an http or https address such as http://127.0.0.1:4318',
        ]),
    ...(metricsToken === undefined || metricsToken.length >= fewestTokenCharacters
      ? []
      : [
          `METRICS_TOKEN is malformed: set it to at least ${fewestTokenCharacters} random characters, or leave it out`,
        ]),
  ];
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return {
    on: values.OTEL_SDK_DISABLED === 'false',
    endpoint: endpoint?.replace(/\/+$/, ''),
    traceRatio: values.OTEL_TRACES_SAMPLER_ARG,
    metricsMilliseconds: values.OTEL_METRIC_EXPORT_INTERVAL,
    metricsToken,
    responseLimitMilliseconds: values.RESPONSE_LIMIT_MILLISECONDS,
    region: values.AWS_REGION,
  };
}
