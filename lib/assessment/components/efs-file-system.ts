import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { type BackupDisruption, fromBackupService } from '../routes/backup-service.ts';
import { deletionPolicy } from '../routes/deletion.ts';
import { automaticBackup, fileRestore, mountElsewhere } from '../routes/efs.ts';
import { replicaInRegion, replicaInZone } from '../routes/efs-replica.ts';

/** An EFS file system, across zones or in one. Crashes and hosts are the service's own affair. */
export const efsFileSystem: ComponentKind = {
  kind: 'efs-file-system',
  types: ['AWS::EFS::FileSystem'],
  recognise: (files) => ({ name: `file system ${files.logicalId}`, state: 'system of record' }),
  routes: (files, disruption, context) => ROUTES[disruption](files, context),
  serviceLevel: (files) => {
    const id = property(files, 'AvailabilityZoneName') === undefined ? 'sla.efs' : 'sla.efs.one-zone';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (files: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: () => 'untouched',
    node: () => 'untouched',
    zone: (files, context) => [
      mountElsewhere(files, context),
      replicaInZone(files, context),
      ...(property(files, 'AvailabilityZoneName') === undefined
        ? []
        : [automaticBackup(files, context, 'human.detect'), backup(files, 'zone', context)]),
    ],
    region: (files, context) => [replicaInRegion(files, context), backup(files, 'region', context)],
    corruption: (files, context) => [
      automaticBackup(files, context, 'corruption.detect'),
      backup(files, 'corruption', context),
    ],
    deletion: (files, context) => [
      automaticBackup(files, context, 'deletion.detect'),
      backup(files, 'deletion', context),
      ...deletionPolicy(files),
    ],
    compromise: (files, context) => [backup(files, 'compromise', context)],
  };

function backup(files: Resource, disruption: BackupDisruption, context: ModelContext): Route {
  return fromBackupService(files, disruption, context, {
    noun: 'file system',
    restore: fileRestore(context),
  });
}
