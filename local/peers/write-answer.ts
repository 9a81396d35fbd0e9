import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { Faults } from './faults.ts';

/** Writes an answer with its faults. Resolves when it is whole or cut; a hanging one ends with its client. */
export async function writeAnswer(response: ServerResponse, answer: Answer, active: Faults): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (active.hang) {
    return;
  }
  await pause(active.latencyMilliseconds, gone.signal);
  response.writeHead(answer.status, answer.headers);
  if (active.stallAfterChunks === 0 || active.closeAfterBytes === 0) {
    response.flushHeaders();
  }
  const chunks = active.malformed ? answer.chunks.map(garble) : answer.chunks;
  let left = active.closeAfterBytes ?? Number.POSITIVE_INFINITY;
  for (const [index, chunk] of chunks.entries()) {
    if (active.stallAfterChunks === index) {
      return;
    }
    const bytes = Buffer.from(chunk);
    response.write(bytes.subarray(0, left));
    left -= bytes.length;
    if (left <= 0) {
      // What was written leaves first, so that the client sees an answer that breaks off.
      await pause(20, gone.signal);
      response.destroy();
      return;
    }
    if (answer.pauseMilliseconds !== undefined) {
      await pause(answer.pauseMilliseconds, gone.signal);
    }
  }
  response.end();
}

/** Half of what was meant, and an end that no parser takes. */
function garble(chunk: string): string {
  return `${chunk.slice(0, Math.ceil(chunk.length / 2))}\u0000<html>\n\n`;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) {
    await sleep(milliseconds, undefined, { signal });
  }
}
