import type { LocalPlatform } from '../../platform/local-platform.ts';
import type { Server } from '../../postgres/server.ts';
import type { Stage } from '../stage.ts';
import { withReplacedData } from './damaged-copy.ts';
import type { Mistake } from './mistake.ts';
import { type Damage, type Reconciled, reconcile } from './reconcile.ts';

/** Rows of each table that are named in the record: more than users save until a mistake is noticed. */
const named = 200;

/** Reconciles a restored server with what users saved after the mistake, and lists it. */
export async function mendSince(
  platform: LocalPlatform,
  restored: Server,
  { mistake, damage, progress }: { mistake: Mistake; damage?: Damage; progress: Stage['progress'] },
): Promise<void> {
  const found = await withReplacedData(platform, restored, (copy) =>
    copy.use(
      (damaged) => restored.use((sql) => reconcile(damaged, sql, mistake, damage), 'holdfast'),
      'holdfast',
    ),
  );
  for (const line of found.flatMap(describe)) progress(line);
  if (found.length === 0) progress('nothing was saved since the mistake');
}

function describe({ table, saved, deleted }: Reconciled): string[] {
  const line = (keys: readonly string[], what: string) =>
    keys.length === 0
      ? []
      : [
          `${table}: ${keys.length} rows ${what}: ${keys.slice(0, named).join(', ')}${keys.length > named ? ' …' : ''}`,
        ];
  return [
    ...line(saved, 'saved since the mistake are there again'),
    ...line(deleted, 'deleted since are gone again'),
  ];
}
