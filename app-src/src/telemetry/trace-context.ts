import {
  type Context,
  isSpanContextValid,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

/** Version, trace id, parent span id, flags; versions after 00 may add fields behind (https://www.w3.org/TR/trace-context/#traceparent-header). */
const pattern = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?$/;

/** Carries the trace of a request in the header `traceparent`. Vendors' additions in `tracestate` are left behind. */
export const traceContext: TextMapPropagator = {
  fields: () => ['traceparent'],

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const span = trace.getSpanContext(context);
    if (span !== undefined && isSpanContextValid(span)) {
      const flags = span.traceFlags.toString(16).padStart(2, '0');
      setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-${flags}`);
    }
  },

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const given = getter.get(carrier, 'traceparent');
    const [, version, traceId = '', spanId = '', flags = '00', more] =
      (typeof given === 'string' && pattern.exec(given)) || [];
    const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
    const span = { traceId, spanId, traceFlags, isRemote: true };
    const wellFormed = isSpanContextValid(span) && !(version === '00' && more !== undefined);
    return wellFormed ? trace.setSpanContext(context, span) : context;
  },
};
