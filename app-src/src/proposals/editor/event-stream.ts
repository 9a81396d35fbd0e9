/** One event of a `text/event-stream`. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** The longest unfinished event that is waited for, in characters. */
const longestEvent = 256 * 1024;

/**
 * Reads the events of a streamed answer as they arrive, however the network cuts them. An event that the end of the stream cuts off is
 * dropped, as the standard asks.
 *
 * @throws Error when one event grows beyond {@link longestEvent}
 */
export async function* streamEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      // A carriage return at the end may be the first half of a line end.
      const text = rest + part.value;
      const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
      const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
      rest = (blocks.pop() ?? '') + text.slice(whole.length);
      if (rest.length > longestEvent) {
        throw new Error('The answer of the drafting service holds an event without an end.');
      }
      for (const block of blocks) {
        const event = parse(block);
        if (event !== undefined) {
          yield event;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse(block: string): StreamEvent | undefined {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      data.push(value);
    }
  }
  return data.length === 0 ? undefined : { name, data: data.join('\n') };
}
