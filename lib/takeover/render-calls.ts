import type { Call } from './call.ts';
import type { StepCalls } from './calls.ts';

/** What a run would call, for people: every step with its limit, and under it every call, those that change something marked. */
export function renderCalls(before: readonly Call[], steps: readonly StepCalls[]): string {
  const minutes = steps.reduce((sum, { step }) => sum + step.timeoutMinutes, 0);
  return [
    'Before',
    ...before.map(callLine),
    ...steps.flatMap(({ step, calls }, index) => [
      '',
      `${index + 1}. ${step.name} (at most ${step.timeoutMinutes} min)`,
      `   ${step.description}`,
      ...calls.map(callLine),
    ]),
    '',
    `All limits together: ${minutes} min. A ! marks what changes something. Nothing has been called.`,
    '',
  ].join('\n');
}

function callLine({ by, operation, region, input, changes }: Call): string {
  const values = Object.entries(input).map(([name, value]) => `${name}=${text(value)}`);
  return `   ${changes ? '!' : ' '} ${by.padEnd(8)} ${region.padEnd(12)} ${[operation, ...values].join(' ')}`;
}

function text(value: unknown): string {
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(plain) ? `"${plain}"` : plain;
}
