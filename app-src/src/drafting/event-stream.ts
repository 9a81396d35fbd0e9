import type { DraftEvent } from './draft.ts';

/** Headers of a stream of events: nothing on the way may keep it, compress it or hold it back. */
export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'private, no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/**
 * Streams the events that `produce` emits, until it ends.
 * @param produce is given a signal that is aborted when the reader goes or `signal` is; what it throws afterwards is of no interest
 */
export function eventStream(
  signal: AbortSignal,
  produce: (emit: (event: DraftEvent) => void, signal: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array> {
  const left = new AbortController();
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      const gone = AbortSignal.any([signal, left.signal]);
      const emit = ({ name, data }: DraftEvent) => {
        if (!gone.aborted) {
          controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
        }
      };
      const ended = produce(emit, gone).then(
        () => (left.signal.aborted ? undefined : controller.close()),
        (error) => (left.signal.aborted ? undefined : controller.error(error)),
      );
      // A stream that its reader has closed meanwhile cannot be closed again, which is all that can fail there.
      ended.catch(() => undefined);
    },
    cancel() {
      left.abort(new Error('The reader of the draft has gone.'));
    },
  });
}
