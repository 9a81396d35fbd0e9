import { ResourceGraph } from '../../lib/assessment/read/graph.ts';
import { ReadError } from '../../lib/assessment/read/template.ts';
import type { Entrance, Entry } from './entries.ts';

/** Longest that one input of a fuzzer's size may take, in milliseconds. */
export const TIME_BOUND = 2_000;

/**
 * Reads one text and resolves every property in it.
 *
 * @returns how it ended; anything else than a result or a sentence is thrown
 */
export async function readOne(text: string, entrance: Entrance, entry: Entry): Promise<'read' | 'refused'> {
  const start = performance.now();
  const outcome = await outcomeOf(text, entrance, entry);
  const spent = performance.now() - start;
  if (spent > TIME_BOUND)
    throw new Error(`The input took ${Math.round(spent)} ms, more than ${TIME_BOUND} ms.`);
  return outcome;
}

async function outcomeOf(text: string, entrance: Entrance, entry: Entry): Promise<'read' | 'refused'> {
  try {
    const stacks = await entrance.read(text, entry);
    const { resources } = new ResourceGraph(stacks);
    for (const { properties } of resources) JSON.stringify(properties);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    if (!isSentence(error.message)) throw new Error(`Not one sentence: ${JSON.stringify(error.message)}`);
    return 'refused';
  }
  if (Object.keys(Object.prototype).length > 0) throw new Error('Object.prototype was changed.');
  return 'read';
}

function isSentence(message: string): boolean {
  return message.length < 600 && !message.includes('\n') && !/\n\s+at /.test(message);
}
