import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { standsAside } from '../evidence/bucket-use.ts';
import { FACTS, fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { type BackupDisruption, fromBackupService, type Restorable } from '../routes/backup-service.ts';
import { beforeDamageContinuously } from '../routes/continuous-backup.ts';
import { deletionPolicy } from '../routes/deletion.ts';
import { lockedVersions, replicaInOtherAccount } from '../routes/s3-lock.ts';
import { replicaAfterDeletion, replicaBucket } from '../routes/s3-replica.ts';
import { assumed, blocked, estimate, mend, nothing, undecided, unrecoverable } from '../terms.ts';

/** An S3 bucket: a system of record unless the templates show that it only receives what stands elsewhere. */
export const s3Bucket: ComponentKind = {
  kind: 's3-bucket',
  types: ['AWS::S3::Bucket'],
  recognise: (bucket, context) => ({
    name: `bucket ${bucket.logicalId}`,
    state: standsAside(bucket, context.graph) ? 'none' : 'system of record',
  }),
  routes: (bucket, disruption, context) =>
    standsAside(bucket, context.graph) ? 'untouched' : ROUTES[disruption](bucket, context),
  serviceLevel: () => ({ percent: FACTS['sla.s3'].value, origin: fact('sla.s3') }),
};

const kept = (bucket: Resource): Estimate =>
  estimate(nothing('Objects are in three or more zones', fact('s3.zones'), attributeOrigin(bucket, 'Type')));

const ROUTES: Record<
  Disruption,
  (bucket: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  zone: (bucket) => [
    {
      id: 's3.zones',
      name: 'serve from the other zones',
      rto: kept(bucket),
      rpo: kept(bucket),
      proof: [attributeOrigin(bucket, 'Type')],
    },
  ],
  region: (bucket, context) => [replicaBucket(bucket, context), backup(bucket, 'region', context)],
  corruption: (bucket, context) => [
    earlierVersion(bucket, context, 'corruption.detect'),
    ...beforeDamageContinuously(bucket, context, restorable(context)),
    backup(bucket, 'corruption', context),
  ],
  deletion: (bucket, context) => [
    earlierVersion(bucket, context, 'deletion.detect'),
    replicaAfterDeletion(bucket, context),
    backup(bucket, 'deletion', context),
    ...deletionPolicy(bucket),
  ],
  compromise: (bucket, context) => [
    replicaInOtherAccount(bucket, context),
    lockedVersions(bucket, context),
    backup(bucket, 'compromise', context),
  ],
};

function backup(bucket: Resource, disruption: BackupDisruption, context: ModelContext): Route {
  return fromBackupService(bucket, disruption, context, restorable(context));
}

function restorable(context: ModelContext): Restorable {
  const restore = [assumed(context, 'human.restore', 'recover'), assumed(context, 's3.restore', 'recover')];
  return { noun: 'bucket', restore };
}

function earlierVersion(
  bucket: Resource,
  context: ModelContext,
  detectedBy: 'corruption.detect' | 'deletion.detect',
): Route {
  const [id, name, path] = [
    's3.versions',
    'bring back the earlier versions of the objects',
    'VersioningConfiguration.Status',
  ];
  const proof = [originOf(bucket, path)];
  const open = undecided(bucket, path);
  if (open) return blocked(id, name, open, proof);
  if (property(bucket, path) !== 'Enabled') {
    return blocked(
      id,
      name,
      unrecoverable(
        'Overwritten and deleted objects are gone.',
        mend(bucket, path, 'Set VersioningConfiguration.Status to Enabled'),
      ),
      proof,
    );
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, detectedBy, 'detect'), assumed(context, 's3.restore', 'recover')),
    rpo: estimate(nothing('Each version is kept', ...proof)),
    proof,
  };
}
