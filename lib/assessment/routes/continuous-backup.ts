import type { ModelContext } from '../component-kind.ts';
import { type ProtectedCopy, protectedCopies } from '../evidence/backup-plans.ts';
import { type FactId, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, known, unreadable } from '../terms.ts';
import type { Restorable } from './backup-service.ts';

const [BEFORE, LATEST] = ['backup.continuous', 'backup.continuous-zone'];

/** Back to any moment that AWS Backup's continuous backup kept; no route is listed where no plan asks for one. */
export function beforeDamageContinuously(
  resource: Resource,
  context: ModelContext,
  { restore }: Restorable,
): readonly Route[] {
  const noticed = assumed(context, 'corruption.detect', 'detect');
  return continuous(
    resource,
    context,
    BEFORE,
    'restore AWS Backup’s continuous backup to before the damage',
    {
      rto: estimate(noticed, ...restore),
      rpo: estimate(noticed),
    },
  );
}

/** The continuous backup lies with the region, so it outlives the zone of what it was taken of. */
export function afterZoneContinuously(
  resource: Resource,
  context: ModelContext,
  { restore }: Restorable,
  latest: FactId,
): readonly Route[] {
  return continuous(resource, context, LATEST, 'restore AWS Backup’s continuous backup in another zone', {
    rto: estimate(assumed(context, 'human.detect', 'detect'), ...restore),
    rpo: estimate(known(latest, 'recover')),
  });
}

function continuous(
  resource: Resource,
  { graph }: ModelContext,
  id: string,
  name: string,
  estimates: Pick<Route, 'rto' | 'rpo'>,
): readonly Route[] {
  const kept = protectedCopies(resource, graph).filter((copy) => copy.continuous !== false);
  const copy = kept.find((one) => one.continuous) ?? kept[0];
  if (!copy) return [];
  const proof = [...copy.proof, switchOf(copy), fact('backup.continuous')];
  if (copy.continuous) return [{ id, name, ...estimates, proof }];
  return [blocked(id, name, unreadable(copy.plan, `${copy.path}.EnableContinuousBackup`), proof)];
}

function switchOf(copy: ProtectedCopy) {
  return originOf(copy.plan, `${copy.path}.EnableContinuousBackup`);
}
