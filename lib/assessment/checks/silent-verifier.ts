import type { Disruption } from '../disruptions.ts';
import { CANARY, faultsOf, verifiersOf } from '../evidence/verifiers.ts';
import type { Finding } from '../model.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** What backups are for. */
const RECOVERED_FROM_BACKUPS: readonly Disruption[] = ['region', 'corruption', 'deletion', 'compromise'];

/** D3: a verifier that nothing starts, or whose findings or silence nobody hears of, proves nothing. */
export const silentVerifier: Check = ({ graph }) =>
  verifiersOf(graph).flatMap((verifier): Finding[] => {
    const faults = faultsOf(verifier);
    if (faults.length === 0) return [];
    const { name, lambda } = verifier;
    const instead = name === CANARY ? '; how soon damage is noticed is an assumption again' : '';
    return [
      {
        rule: 'silent-verifier',
        severity: 'warning',
        disruptions: name === CANARY ? ['corruption'] : RECOVERED_FROM_BACKUPS,
        criteria: ['D3'],
        message: `The verifier ${name} of ${lambda.stack.name} proves nothing: ${faults.map(({ why }) => why).join('; ')}${instead}.`,
        mends: faults.map(({ at, path, change }) => mend(at, path, change)),
      },
    ];
  });
