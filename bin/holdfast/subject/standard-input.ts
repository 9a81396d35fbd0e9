import { BadInput } from '../bad-input.ts';

/** Far above any template; the reader refuses what is above its own limit. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads standard input to its end.
 *
 * @throws BadInput when a person sits at it, or when it does not end
 */
export async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY)
    throw new BadInput('Standard input is a terminal: pipe a template into it, or name a file.');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new BadInput('Standard input is larger than 256 MiB, which no template is.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
