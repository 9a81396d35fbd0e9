import type { IncomingMessage } from 'node:http';

/** More than any request of the app; a stand-in keeps no more of a body than this, in bytes. */
const limitBytes = 4 * 1024 * 1024;

/** The whole body of a request as text. Rejects when it is too long or the client went away. */
export async function requestBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes) {
      throw new Error(`The body exceeds ${limitBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
