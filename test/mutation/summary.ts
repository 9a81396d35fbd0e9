import { acceptedBecause } from './accepted.ts';
import type { Outcome, Result } from './mutate.ts';

/** Survivors of one kind of change, e.g. every `MaxAllocatedStorage` that was removed. */
export interface Survivors {
  readonly group: string;
  readonly operator: string;
  readonly ids: readonly string[];
  /** Why nothing has to notice them; absent when something does. */
  readonly reason?: string;
}

/** The outcome of a mutation run. */
export interface Summary {
  readonly mutants: number;
  readonly outcomes: Record<Outcome, number>;
  /** Noticed by verdict, finding or estimate, of all mutants. */
  readonly killedShare: number;
  /** The same, of the mutants that no reason excuses. */
  readonly relevantKilledShare: number;
  readonly survivors: readonly Survivors[];
}

export function summaryOf(results: readonly Result[]): Summary {
  const outcomes: Record<Outcome, number> = { verdict: 0, finding: 0, estimate: 0, survived: 0 };
  const survivors = new Map<string, { group: string; operator: string; ids: string[]; reason?: string }>();
  let accepted = 0;
  for (const result of results) {
    outcomes[result.outcome] += 1;
    if (result.outcome !== 'survived') continue;
    const reason = acceptedBecause(result);
    if (reason !== undefined) accepted += 1;
    const key = [reason ?? '', result.group, result.operator].join('\n');
    const known = survivors.get(key);
    if (known) known.ids.push(result.id);
    else
      survivors.set(key, {
        group: result.group,
        operator: result.operator,
        ids: [result.id],
        ...(reason === undefined ? {} : { reason }),
      });
  }
  const killed = results.length - outcomes.survived;
  return {
    mutants: results.length,
    outcomes,
    killedShare: killed / results.length,
    relevantKilledShare: killed / (results.length - accepted),
    survivors: [...survivors.values()],
  };
}
