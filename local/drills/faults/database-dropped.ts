import type { PostgresPair } from '../../postgres/pair.ts';
import type { Fault } from '../fault.ts';
import { findInLog, type Mistake, whereNow } from './mistake.ts';
import { nothingToHeal } from './pick.ts';
import { recoverBefore } from './recover-before.ts';

const statement = 'drop database holdfast with (force)';

/** An operator drops the app's database. Nothing can be written to it afterwards, so all of it comes back. */
export const databaseDropped: Fault = {
  name: 'database-dropped',
  async inject(stage) {
    const { postgres } = stage.platform;
    const before = await postgres.primary.use(async (sql) => {
      const where = await whereNow(sql);
      await sql.unsafe(statement);
      return where;
    });
    return {
      detail: `"${statement}" on ${postgres.primary.name}`,
      recover: () => recoverBefore(stage, () => beginningOfDrop(postgres, before)),
      heal: nothingToHeal,
    };
  },
};

/** Before its files go, a database is marked as invalid, and all of its sessions have ended before that. */
async function beginningOfDrop(
  postgres: PostgresPair,
  before: Pick<Mistake, 'after' | 'timeline'>,
): Promise<string> {
  const drop = await findInLog(postgres, before, ['--rmgr', 'Database']);
  return (await findInLog(postgres, before, ['--xid', drop.transaction])).location;
}
