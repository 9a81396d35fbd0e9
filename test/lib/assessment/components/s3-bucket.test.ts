import type { StackTemplate } from '../../../../lib/assessment/read/template.ts';
import { ACCOUNT, assessResources, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

const VERSIONED = { VersioningConfiguration: { Status: 'Enabled' } };
const LOCK = (Mode: string) => ({
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode, Days: 30 } } },
});
const RTC = { ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } } };
const bucket = (properties: Record<string, unknown> = {}, more = {}) =>
  resource('AWS::S3::Bucket', { ...VERSIONED, ...properties }, more);
const replication = (destination: Record<string, unknown> = RTC, rule: Record<string, unknown> = {}) => ({
  ReplicationConfiguration: {
    Rules: [
      {
        Status: 'Enabled',
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' },
        Destination: { Bucket: 'arn:aws:s3:::there', ...destination },
        ...rule,
      },
    ],
  },
});
const there = (properties: Record<string, unknown> = {}, more: Partial<StackTemplate> = {}) =>
  stackOf(
    { Copy: bucket({ BucketName: 'there', ...properties }) },
    {
      name: 'copy',
      region: RECOVERY,
      ...more,
    },
  );

describe('A replicated bucket', () => {
  const region = (source: Record<string, unknown>, other: readonly StackTemplate[] = [there()]) =>
    routeOf(assessResources({ Files: bucket(source) }, other), 'Files', 'region', 's3.replica');

  test('loses at most what Time Control allows, and has no bound without it', () => {
    expect(seconds(region(replication()).rpo)).toBe(900);
    expect(region(replication({})).rpo.kind).toBe('unknown');
  });

  test('whose copy stands in the same region is lost with it', () => {
    expect(region(replication(), [there({}, { region: PRIMARY })]).rto.kind).toBe('unrecoverable');
  });

  test('whose copy is not in the templates proves nothing', () => {
    expect(region(replication(), []).rto.kind).toBe('unknown');
  });

  test('of which a rule covers a part, or is switched off, is not replicated', () => {
    expect(reason(region(replication(RTC, { Filter: { Prefix: 'orders/' } })).rto)).toContain('a part');
    expect(region(replication(RTC, { Status: 'Disabled' })).rto.kind).toBe('unrecoverable');
  });

  test('under KMS needs the rule to select encrypted objects, and a key that is not lost', () => {
    const encrypted = {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    };
    const selected = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
    const under = (place: string) => ({
      ...RTC,
      EncryptionConfiguration: { ReplicaKmsKeyID: `arn:aws:kms:${place}:${ACCOUNT}:key/x` },
    });
    expect(reason(region({ ...encrypted, ...replication() }).rto)).toContain('not replicated');
    expect(reason(region({ ...encrypted, ...replication(under(PRIMARY), selected) }).rto)).toContain(PRIMARY);
    expect(region({ ...encrypted, ...replication(under(RECOVERY), selected) }).rto.kind).toBe('estimate');
  });

  test('brings deleted objects back from its copy, with or without replicated delete markers', () => {
    const name = (Status: string) => {
      const rule = { DeleteMarkerReplication: { Status } };
      const source = { Files: bucket(replication(RTC, rule)) };
      return routeOf(assessResources(source, [there()]), 'Files', 'deletion', 's3.replica-after-deletion')
        .name;
    };
    expect(name('Disabled')).not.toContain('markers');
    expect(name('Enabled')).toContain('under the delete markers');
  });
});

describe('A compromised account', () => {
  const other = (lock: Record<string, unknown>) => there(lock, { account: '999988887777' });
  const route = (source: Record<string, unknown>, stacks: readonly StackTemplate[], id: string) =>
    routeOf(assessResources({ Files: bucket(source) }, stacks), 'Files', 'compromise', id);

  test('leaves a copy that another account keeps under a compliance lock', () => {
    expect(seconds(route(replication(), [other(LOCK('COMPLIANCE'))], 's3.other-account').rpo)).toBe(900);
  });

  test('reaches a copy whose lock may be lifted, and a copy of its own', () => {
    expect(route(replication(), [other(LOCK('GOVERNANCE'))], 's3.other-account').rto.kind).toBe(
      'unrecoverable',
    );
    expect(route(replication(), [there(LOCK('COMPLIANCE'))], 's3.other-account').rto.kind).toBe(
      'unrecoverable',
    );
  });

  test('cannot delete versions under the bucket’s own compliance lock, unless the account is closed', () => {
    const { rpo } = route(LOCK('COMPLIANCE'), [], 's3.object-lock');
    expect(rpo.kind === 'estimate' && rpo.terms[0]?.label).toContain('must not be closed');
    expect(route(LOCK('GOVERNANCE'), [], 's3.object-lock').rto.kind).toBe('unrecoverable');
  });
});

describe('What a bucket is for', () => {
  const states = (resources: Parameters<typeof assessResources>[0]) =>
    Object.fromEntries(
      assessResources(resources).components.map(({ logicalId, state }) => [logicalId, state]),
    );

  test('is seen from those who leave logs, trails, artifacts or copies in it', () => {
    const seen = states({
      Trail: resource('AWS::CloudTrail::Trail', { S3BucketName: { Ref: 'Trails' } }),
      Trails: bucket(),
      Pipeline: resource('AWS::CodePipeline::Pipeline', {
        ArtifactStore: { Location: { Ref: 'Artifacts' } },
      }),
      Artifacts: bucket(),
      Canary: resource('AWS::Synthetics::Canary', {
        ArtifactS3Location: { 'Fn::Join': ['', ['s3://', { Ref: 'Runs' }, '/canary']] },
      }),
      Runs: bucket(),
      Files: bucket(replication()),
      Copy: bucket({ BucketName: 'there' }),
    });
    expect(seen).toEqual({
      Trails: 'none',
      Artifacts: 'none',
      Runs: 'none',
      Files: 'system of record',
      Copy: 'none',
    });
  });

  test('of two that replicate each other is the same: both hold the record', () => {
    const seen = states({
      Files: bucket({ BucketName: 'here', ...replication() }),
      Copy: bucket({ BucketName: 'there', ...replication({ Bucket: 'arn:aws:s3:::here' }) }),
    });
    expect(seen).toEqual({ Files: 'system of record', Copy: 'system of record' });
  });

  test('is what its owner declares, against what the templates suggest', () => {
    const trail = resource('AWS::CloudTrail::Trail', { S3BucketName: { Ref: 'Trails' } });
    const declared = bucket({}, { Metadata: { Holdfast: { State: 'system of record' } } });
    const assessment = assessResources({ Trail: trail, Trails: declared });
    expect(assessment.components.find(({ logicalId }) => logicalId === 'Trails')?.state).toBe(
      'system of record',
    );
    expect(routesOf(assessment, 'Trails', 'region')[0]?.rto.kind).toBe('unrecoverable');
  });
});
