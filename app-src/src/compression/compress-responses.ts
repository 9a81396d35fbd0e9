import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CompressedFiles } from './compressed-files.ts';
import { compressResponse } from './compressed-response.ts';

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Compresses what this process's HTTP servers answer, pages, scripts and API alike. Next.js itself knows gzip only, and its servers can be
 * reached through Node's diagnostics channel alone. Call it once, before the first request.
 * @param files what is compressed already
 */
export function compressResponses(files: CompressedFiles): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as RequestStart;
    compressResponse(request, response, files);
  });
}
