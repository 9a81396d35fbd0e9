import { context, createContextKey, trace } from '@opentelemetry/api';

const requestIdKey = createContextKey('holdfast.request-id');

/** Runs `work` so that everything it does, also later, belongs to the request with this id. */
export function inRequest<Result>(requestId: string, work: () => Result): Result {
  return context.with(context.active().setValue(requestIdKey, requestId), work);
}

/** Which request, trace and span the code that runs belongs to, as fields of a log line. */
export function correlation(): Readonly<Record<string, string>> {
  const requestId = context.active().getValue(requestIdKey);
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...(typeof requestId === 'string' && { requestId }),
    ...(span && { traceId: span.traceId, spanId: span.spanId }),
  };
}
