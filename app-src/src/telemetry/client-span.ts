import {
  type Attributes,
  type Exception,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { withoutValues } from '../logging/logged-error.ts';

/** Begins a span for a call to another system, when the request that makes it is being recorded. Otherwise it costs next to nothing. */
export function startClientSpan(name: string, attributes: Attributes): Span | undefined {
  return trace.getActiveSpan()?.isRecording()
    ? trace.getTracer('holdfast').startSpan(name, { kind: SpanKind.CLIENT, attributes })
    : undefined;
}

/** Ends a span of a call, with what it failed with if it did. */
export function endClientSpan(span: Span | undefined, failure?: { readonly error: unknown }): void {
  if (span === undefined) {
    return;
  }
  if (failure !== undefined) {
    span.recordException(asException(failure.error));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Whatever was thrown, as OpenTelemetry takes it, without the values of a statement that failed. */
export function asException(thrown: unknown): Exception {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    name: error.name,
    message: withoutValues(error, error.message),
    ...(error.stack !== undefined && { stack: withoutValues(error, error.stack) }),
  };
}

/** Runs `call` within a span of its own. */
export async function withClientSpan<Result>(
  name: string,
  attributes: Attributes,
  call: () => Promise<Result>,
): Promise<Result> {
  const span = startClientSpan(name, attributes);
  try {
    const result = await call();
    endClientSpan(span);
    return result;
  } catch (error) {
    endClientSpan(span, { error });
    throw error;
  }
}
