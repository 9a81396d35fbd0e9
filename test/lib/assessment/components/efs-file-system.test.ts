import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { ACCOUNT, assessResources, PRIMARY, RECOVERY, resource } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

const files = (properties: Record<string, unknown> = {}) => ({
  Files: resource('AWS::EFS::FileSystem', properties),
});
function targets(...zones: readonly string[]): Record<string, TemplateResource> {
  return Object.fromEntries(
    zones.flatMap((zone, index) => [
      [`Subnet${index}`, resource('AWS::EC2::Subnet', { AvailabilityZone: zone })],
      [
        `Target${index}`,
        resource('AWS::EFS::MountTarget', {
          FileSystemId: { Ref: 'Files' },
          SubnetId: { Ref: `Subnet${index}` },
        }),
      ],
    ]),
  );
}
const replicated = (...Destinations: readonly Record<string, unknown>[]) => ({
  ReplicationConfiguration: { Destinations },
});

describe('A regional file system', () => {
  const zone = (resources: Record<string, TemplateResource>) =>
    routeOf(assessResources({ ...files(), ...resources }), 'Files', 'zone', 'efs.other-zones').rto;

  test('needs mount targets in two zones to be reached', () => {
    expect(seconds(zone(targets(`${PRIMARY}a`, `${PRIMARY}b`)))).toBe(0);
    expect(reason(zone(targets(`${PRIMARY}a`, `${PRIMARY}a`)))).toContain('one zone');
    expect(zone({}).kind).toBe('unknown');
  });
});

describe('Replication of a file system', () => {
  test('to the recovery region keeps it within fifteen minutes', () => {
    const assessment = assessResources(files(replicated({ Region: RECOVERY })));
    expect(seconds(routeOf(assessment, 'Files', 'region', 'efs.replica').rpo)).toBe(900);
  });

  test('to a third region is not where the platform recovers', () => {
    const assessment = assessResources(files(replicated({ Region: 'us-west-2' })));
    expect(routesOf(assessment, 'Files', 'region')[0]?.rto.kind).toBe('unrecoverable');
  });

  test('under a key of the lost region is worth nothing', () => {
    const KmsKeyId = `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/x`;
    const assessment = assessResources(files(replicated({ Region: RECOVERY, KmsKeyId })));
    expect(reason(routeOf(assessment, 'Files', 'region', 'efs.replica').rto)).toContain(PRIMARY);
  });

  test('within the region saves a One Zone file system from its zone, by hand', () => {
    const assessment = assessResources(
      files({ AvailabilityZoneName: `${PRIMARY}a`, ...replicated({ Region: PRIMARY }) }),
    );
    const [best] = routesOf(assessment, 'Files', 'zone');
    expect(best && [best.id, seconds(best.rto), seconds(best.rpo)]).toEqual(['efs.replica-zone', 2100, 900]);
  });

  test('copies damage and deletions, so it undoes neither', () => {
    const assessment = assessResources(files(replicated({ Region: RECOVERY })));
    for (const disruption of ['corruption', 'deletion'] as const)
      expect(routesOf(assessment, 'Files', disruption)[0]?.rto.kind).toBe('unrecoverable');
  });
});

test('The automatic backup costs a day, its start window and the job', () => {
  const assessment = assessResources(files({ BackupPolicy: { Status: 'ENABLED' } }));
  const route = routeOf(assessment, 'Files', 'deletion', 'efs.automatic-backup');
  expect(seconds(route.rpo)).toBe((24 + 8 + 6) * 3600);
});
