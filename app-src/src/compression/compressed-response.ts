import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts';
import type { CompressedFiles } from './compressed-files.ts';
import { beginEncodedBody } from './encoded-body.ts';

type Callback = (error?: Error | null) => void;

/**
 * Makes a response compress its body with the better encoding that the client takes, unless its headers say that it should not.
 * @param files what is compressed already
 */
export function compressResponse(
  request: IncomingMessage,
  response: ServerResponse,
  files: CompressedFiles = new Map(),
): void {
  const encoding = request.headers.range === undefined ? accepted(request) : undefined;
  const [address = ''] = (request.url ?? '').split('?', 1);
  const compressed = encoding === 'br' ? files.get(address) : undefined;
  const plain = {
    write: response.write.bind(response) as (...args: unknown[]) => boolean,
    end: response.end.bind(response) as (...args: unknown[]) => ServerResponse,
    writeHead: response.writeHead.bind(response) as (status: number, reason?: string) => ServerResponse,
  };
  let encoder: Transform | undefined;
  let decided = false;

  /** Just before the headers leave, when they are complete. */
  const decide = (bodyBytes?: number): Transform | undefined => {
    if (!decided) {
      decided = true;
      encoder = beginEncodedBody(response, plain, { encoding, bodyBytes, compressed });
    }
    return encoder;
  };

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const headers = rest.find((value) => typeof value === 'object' && value !== null);
    const reason = rest.find((value) => typeof value === 'string');
    response.statusCode = status;
    setAll(response, headers as OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined);
    decide();
    return plain.writeHead(status, reason as string | undefined);
  }) as typeof response.writeHead;

  response.write = ((...args: unknown[]) => {
    const into = decide();
    return into === undefined ? plain.write(...args) : into.write(...(args as [unknown, BufferEncoding]));
  }) as typeof response.write;

  response.end = ((...args: unknown[]) => {
    const [body] = args;
    const into = decide(bytesOf(body));
    if (into === undefined) {
      return plain.end(...args);
    }
    const done = args.find((value) => typeof value === 'function');
    if (done !== undefined) {
      response.once('finish', done as Callback);
    }
    if (typeof body === 'string' || body instanceof Uint8Array) {
      into.end(body, typeof args[1] === 'string' ? (args[1] as BufferEncoding) : 'utf8');
    } else {
      into.end();
    }
    return response;
  }) as typeof response.end;
}

function accepted(request: IncomingMessage): Encoding | undefined {
  return request.method === 'HEAD'
    ? undefined
    : acceptedEncoding(String(request.headers['accept-encoding'] ?? ''));
}

function setAll(
  response: ServerResponse,
  headers: OutgoingHttpHeaders | readonly OutgoingHttpHeader[] | undefined,
): void {
  if (Array.isArray(headers)) {
    for (let index = 0; index + 1 < headers.length; index += 2) {
      response.appendHeader(String(headers[index]), String(headers[index + 1]));
    }
    return;
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) {
      response.setHeader(name, value);
    }
  }
}

function bytesOf(body: unknown): number {
  if (typeof body === 'string') {
    return Buffer.byteLength(body);
  }
  return body instanceof Uint8Array ? body.byteLength : 0;
}
