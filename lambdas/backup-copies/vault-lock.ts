import type { Answer } from '../verification/answer.ts';
import { count } from '../verification/count.ts';
import { type Finding, unanswered } from '../verification/finding.ts';
import { ownKeyFault } from './own-key.ts';
import type { Vault } from './seen.ts';
import type { CopiesSettings } from './settings.ts';

const MEND = 'Deploy the foundation stack of the region';

/** Judges whether a vault is there, with a key of its own region, and locked as configured. */
export function judgeVault(
  place: { readonly vault: string; readonly region: string; readonly account: string },
  answer: Answer<Vault>,
  lock: CopiesSettings['lock'],
): Finding {
  const check = `vault/${place.region}`;
  const what = `the vault ${place.vault} in ${place.region}`;
  if (answer.state !== 'answered') {
    return unanswered(check, what, answer, `${MEND}, then copy or take its recovery points again`);
  }
  const faults = [ownKeyFault(answer.value.keyArn, place), ...lockFaults(answer.value, lock)].filter(
    (fault) => fault !== undefined,
  );
  return faults.length === 0
    ? { check, verdict: 'good', sentence: `V${what.slice('the v'.length)} is locked as configured.` }
    : { check, verdict: 'bad', sentence: `In ${what} ${faults.join('; ')}. ${MEND}.` };
}

function lockFaults(
  vault: Vault,
  { mode, minDays, maxDays }: CopiesSettings['lock'],
): (string | undefined)[] {
  if (!vault.locked) return ['recovery points can be deleted early: it is not locked'];
  return [
    vault.minDays === minDays
      ? undefined
      : `the lock keeps for at least ${count(vault.minDays ?? 0, 'day')}, not ${minDays}`,
    vault.maxDays === maxDays
      ? undefined
      : `the lock allows ${vault.maxDays === undefined ? 'any number of' : vault.maxDays} days at most, not ${maxDays}`,
    (vault.lockDate !== undefined) === (mode === 'compliance')
      ? undefined
      : `the lock is one of ${vault.lockDate ? 'compliance' : 'governance'}, not of ${mode}`,
  ];
}
