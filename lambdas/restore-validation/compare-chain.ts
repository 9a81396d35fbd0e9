import type postgres from 'postgres';
import { brokenLinks, checksumAt, lastLink } from '../data-integrity/chain.ts';
import { serverFault } from '../data-integrity/fault.ts';
import type { Finding } from '../verification/finding.ts';
import { type Expected, nothingKnown, RESTORE_AGAIN } from './expected.ts';

/** Judges the chain that the canary writes: whole, and at least as long as it was when the backup was taken. */
export async function compareChain(sql: postgres.Sql, { known }: Expected): Promise<Finding> {
  const check = 'chain';
  const bad = (what: string): Finding => ({
    check,
    verdict: 'bad',
    sentence: `The canary's chain ${what}. ${RESTORE_AGAIN}.`,
  });
  try {
    const broken = await brokenLinks(sql);
    if (broken !== undefined) return bad(`is damaged: ${broken}`);
    if (known === undefined || known.chain === null) return nothingKnown(check);
    const { number, checksum, writtenAt } = known.chain;
    const last = await lastLink(sql);
    const reach = last ? `link ${last.number} of ${last.writtenAt}` : 'nowhere';
    return (await checksumAt(sql, number)) === checksum
      ? { check, verdict: 'good', sentence: `The canary's chain is whole, and reaches ${reach}.` }
      : bad(`lacks link ${number} of ${writtenAt}, which was there before the backup; it reaches ${reach}`);
  } catch (error) {
    return bad(`cannot be read: ${serverFault(error)}`);
  }
}
