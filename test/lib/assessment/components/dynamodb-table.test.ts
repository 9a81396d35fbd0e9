import { ACCOUNT, assessResources, PRIMARY, RECOVERY, resource } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

const PITR = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
const table = (properties: Record<string, unknown> = {}) =>
  assessResources({ Orders: resource('AWS::DynamoDB::Table', properties) });
const globalTable = (own: Record<string, unknown>, there: Record<string, unknown>, more = {}) =>
  assessResources({
    Orders: resource('AWS::DynamoDB::GlobalTable', {
      Replicas: [
        { Region: RECOVERY, ...there },
        { Region: PRIMARY, ...own },
      ],
      ...more,
    }),
  });

describe('A DynamoDB table', () => {
  test('is not touched by processes and hosts, and outlives a zone', () => {
    const assessment = table();
    expect(routesOf(assessment, 'Orders', 'process')).toEqual([]);
    expect(seconds(routeOf(assessment, 'Orders', 'zone', 'dynamodb.zones').rpo)).toBe(0);
  });

  test('with point-in-time recovery loses what is written until damage is noticed, and nothing by deletion', () => {
    const assessment = table(PITR);
    expect(seconds(routeOf(assessment, 'Orders', 'corruption', 'dynamodb.point-in-time').rpo)).toBe(1800);
    expect(seconds(routeOf(assessment, 'Orders', 'deletion', 'dynamodb.deleted-table').rpo)).toBe(0);
  });

  test('whose recovery setting cannot be resolved is never a pass', () => {
    const unresolved = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: { Ref: 'No' } } };
    expect(routesOf(table(unresolved), 'Orders', 'corruption')[0]?.rto.kind).toBe('unknown');
  });

  test('protected against deletion prevents it', () => {
    const [best] = routesOf(table({ DeletionProtectionEnabled: true }), 'Orders', 'deletion');
    expect([best?.id, best?.prevents]).toEqual(['dynamodb.deletion-refused', true]);
  });
});

describe('A global table', () => {
  test('reads recovery and protection of the replica in the serving region', () => {
    const there = globalTable({}, { ...PITR, DeletionProtectionEnabled: true });
    expect(routesOf(there, 'Orders', 'corruption')[0]?.rto.kind).toBe('unrecoverable');
    expect(routesOf(there, 'Orders', 'deletion')[0]?.rto.kind).toBe('unrecoverable');
    const here = globalTable(PITR, {});
    expect(routesOf(here, 'Orders', 'corruption')[0]?.id).toBe('dynamodb.point-in-time');
  });

  test('loses the replication lag, or nothing with strong consistency', () => {
    const rpo = (more: Record<string, unknown>) =>
      seconds(routeOf(globalTable({}, {}, more), 'Orders', 'region', 'dynamodb.replica').rpo);
    expect(rpo({})).toBe(60);
    expect(rpo({ MultiRegionConsistency: 'STRONG' })).toBe(0);
  });

  test('with the replica under a key of the lost region is worth nothing there', () => {
    const key = (region: string) => ({
      SSESpecification: { KMSMasterKeyId: `arn:aws:kms:${region}:${ACCOUNT}:key/x` },
    });
    const encrypted = { SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } };
    const lost = routeOf(
      globalTable(key(PRIMARY), key(PRIMARY), encrypted),
      'Orders',
      'region',
      'dynamodb.replica',
    );
    expect(reason(lost.rto)).toContain(`a key of ${PRIMARY}`);
    const own = routeOf(
      globalTable(key(PRIMARY), key(RECOVERY), encrypted),
      'Orders',
      'region',
      'dynamodb.replica',
    );
    expect(own.rto.kind).toBe('estimate');
  });
});
