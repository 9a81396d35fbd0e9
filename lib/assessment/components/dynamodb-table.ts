import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { isGlobal, replicaIn, settingPath } from '../evidence/global-table.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { fromBackupService } from '../routes/backup-service.ts';
import { deletionPolicy, deletionRefused } from '../routes/deletion.ts';
import { beforeTableDamage, deletedTable, tableReplica, tableRestore } from '../routes/dynamodb.ts';
import { severalZones } from '../routes/several-zones.ts';

/** A DynamoDB table, of one region or global. Crashes and hosts are the service's own affair. */
export const dynamoDbTable: ComponentKind = {
  kind: 'dynamodb-table',
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  recognise: (table) => {
    const name = property(table, 'TableName');
    return { name: `table ${typeof name === 'string' ? name : table.logicalId}`, state: 'system of record' };
  },
  routes: (table, disruption, context) => ROUTES[disruption](table, context),
  serviceLevel: (table, { recoveryRegion }) => {
    const id = isGlobal(table) && replicaIn(table, recoveryRegion) ? 'sla.dynamodb.global' : 'sla.dynamodb';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (table: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: () => 'untouched',
    node: () => 'untouched',
    zone: (table) => [severalZones(table, 'dynamodb.zones', 'dynamodb.zones')],
    region: (table, context) => [tableReplica(table, context), backup(table, 'region', context)],
    corruption: (table, context) => [beforeTableDamage(table, context), backup(table, 'corruption', context)],
    deletion: (table, context) => [
      deletedTable(table, context),
      deletionRefused(table, {
        id: 'dynamodb.deletion-refused',
        path: settingPath(table, 'DeletionProtectionEnabled'),
        label: 'DynamoDB refuses to delete the table',
        change: 'Set DeletionProtectionEnabled to true',
      }),
      backup(table, 'deletion', context),
      ...deletionPolicy(table),
    ],
    compromise: (table, context) => [backup(table, 'compromise', context)],
  };

function backup(
  table: Resource,
  disruption: Parameters<typeof fromBackupService>[1],
  context: ModelContext,
): Route {
  return fromBackupService(table, disruption, context, { noun: 'table', restore: tableRestore(context) });
}
