import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { mendSince } from './mend-since.ts';
import { findInLog, makeMistake } from './mistake.ts';
import { nothingToHeal } from './pick.ts';
import type { Damage } from './reconcile.ts';
import { recoverBefore } from './recover-before.ts';

/** Seconds for which users go on before somebody notices. */
const noticedAfter = 5;

/**
 * A statement that damages data, while users go on with the rest. The recovery goes to the last transaction before it, and brings what was
 * saved since from the damaged copy.
 */
export function lossByMistake({
  name,
  statement,
  damage,
}: {
  readonly name: string;
  readonly statement: string;
  readonly damage?: Damage;
}): Fault {
  return {
    name,
    async inject(stage) {
      const { platform, progress, signal } = stage;
      const { postgres } = platform;
      const mistake = await makeMistake(postgres, statement);
      return {
        detail: `"${statement}" was committed on ${postgres.primary.name} as transaction ${mistake.transaction}`,
        recover: async () => {
          await sleep(noticedAfter * 1_000, undefined, { signal });
          const record = ['--rmgr', 'Transaction', '--xid', mistake.transaction];
          return recoverBefore(
            stage,
            async () => (await findInLog(postgres, mistake, record)).location,
            (restored) =>
              mendSince(platform, restored, {
                mistake,
                progress,
                ...(damage === undefined ? {} : { damage }),
              }),
          );
        },
        heal: nothingToHeal,
      };
    },
  };
}
