import { ask, type NoAnswer } from '../verification/answer.ts';
import type { Look } from './patience.ts';

/**
 * Runs one look of a step. What only needs time is awaited, for looking again costs seconds and a call of the engine
 * minutes; what a person must mend ends the step at once.
 *
 * @param aim what the step is at, e.g. `opening holdfast-production-db`
 * @throws Error with one sentence on what is refused, and how to mend it
 */
export async function lookOn<T>(aim: string, look: () => Promise<Look<T>>): Promise<Look<T>> {
  const answer = await ask(look);
  if (answer.state === 'answered') return answer.value;
  const sentence = refusal(aim, answer);
  if (answer.state === 'denied' || answer.state === 'missing') throw new Error(sentence);
  return { awaits: sentence };
}

/** Says why AWS did not do what a step asked for; where waiting does not help, also what does. */
export function refusal(aim: string, { state, reason }: NoAnswer): string {
  const said = reason.replace(/\.$/, '');
  switch (state) {
    case 'throttled':
      return `AWS limits the calls of this account, and ${aim} has to wait: ${said}.`;
    case 'unavailable':
      return `AWS gives no answer, and ${aim} has to wait: ${said}.`;
    case 'denied':
      return `The role of this step may not do what ${aim} takes: ${said}. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.`;
    case 'missing':
      return `Something that ${aim} takes is not there: ${said}. Deploy the data stack of the region, and let the step run again.`;
  }
}
