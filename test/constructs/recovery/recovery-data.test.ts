import { propertiesOf, resourceOf, resourcesOf } from '../../assembly/resources.ts';
import { objectsIn, readAssembly, synthesize, type Template } from '../../assembly.ts';

const STACK = 'holdfast-production-recovery-data';

async function recoveryData(strategy: string): Promise<Template> {
  return readAssembly(await synthesize({ context: { strategy } })).stack(STACK).template;
}

function parameter(template: Template, name: string): unknown {
  const found = Object.values(resourcesOf(template, 'AWS::SSM::Parameter')).find(
    ({ Properties }) => Properties?.Name === name,
  );
  return found?.Properties?.Value;
}

describe.each(['backup-restore', 'pilot-light', 'warm-standby'])(
  'the recovery region under %s',
  (strategy) => {
    let template: Template;

    beforeAll(async () => {
      template = await recoveryData(strategy);
    });

    it('D5: reads nothing from the primary region, which may be gone', () => {
      for (const { path, object } of objectsIn(template.Resources)) {
        const output = object['Fn::GetStackOutput'] as { Region?: string; StackName: string } | undefined;
        if (output) expect([path, output.Region]).toEqual([path, 'eu-west-1']);
        expect([path, object['Fn::ImportValue']]).toEqual([path, undefined]);
      }
      expect(resourcesOf(template, 'Custom::CrossRegionExportReader')).toEqual({});
    });

    it('D5: has everything a restore is put into, under names known beforehand', () => {
      expect(propertiesOf(template, 'AWS::RDS::DBSubnetGroup').DBSubnetGroupName).toBe(
        'holdfast-production-db',
      );
      expect(propertiesOf(template, 'AWS::RDS::DBParameterGroup').DBParameterGroupName).toBe(
        'holdfast-production-db-postgres17',
      );
      const groups = Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroup'));
      expect(groups.map(({ Properties }) => Properties?.GroupName).sort()).toEqual([
        'holdfast-production-cache',
        'holdfast-production-db',
      ]);
    });
  },
);

describe('a pilot light', () => {
  it('D6: follows the primary by its literal ARN, under this region’s key, and can be restored itself', async () => {
    const replica = propertiesOf(await recoveryData('pilot-light'), 'AWS::RDS::DBInstance');
    expect(replica).toMatchObject({
      DBInstanceIdentifier: 'holdfast-production-db-replica',
      SourceDBInstanceIdentifier: 'arn:aws:rds:eu-central-1:111122223333:db:holdfast-production-db',
      SourceRegion: 'eu-central-1',
      MultiAZ: false,
      DeletionProtection: true,
      EnableIAMDatabaseAuthentication: true,
      BackupRetentionPeriod: 35,
    });
    expect(replica.KmsKeyId['Fn::GetStackOutput'].StackName).toBe('holdfast-production-recovery-foundation');
  });

  it('B6: promises as many connections as the primary does', async () => {
    const primary = readAssembly(await synthesize()).stack('holdfast-production-data').template;
    const recovery = await recoveryData('pilot-light');
    const group = 'AWS::RDS::DBParameterGroup';
    expect(propertiesOf(recovery, group).Parameters).toEqual(propertiesOf(primary, group).Parameters);
  });

  it('keeps a cache that survives the loss of a zone', async () => {
    const group = propertiesOf(await recoveryData('pilot-light'), 'AWS::ElastiCache::ReplicationGroup');
    expect(group).toMatchObject({ NumCacheClusters: 2, MultiAZEnabled: true });
  });
});

describe('a warm standby', () => {
  it('D5: stands in two zones already and has the whole cache', async () => {
    const template = await recoveryData('warm-standby');
    expect(resourceOf(template, 'AWS::RDS::DBInstance').Properties?.MultiAZ).toBe(true);
    expect(propertiesOf(template, 'AWS::ElastiCache::ReplicationGroup').NumCacheClusters).toBe(3);
  });
});

describe('backup and restore', () => {
  it('keeps the places of database and cache free, and says so where a task would look', async () => {
    const template = await recoveryData('backup-restore');
    expect(resourcesOf(template, 'AWS::RDS::DBInstance')).toEqual({});
    expect(resourcesOf(template, 'AWS::ElastiCache::ReplicationGroup')).toEqual({});
    expect(parameter(template, '/holdfast/production/database/host')).toBe('awaiting-restore');
    expect(parameter(template, '/holdfast/production/cache/host')).toBe('awaiting-restore');
  });
});
