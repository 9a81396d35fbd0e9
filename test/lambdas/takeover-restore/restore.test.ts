import { restore } from '../../../lambdas/takeover-restore/restore.ts';
import { failureOf, SlowRegion } from '../takeover/slow-region.ts';
import { SETTINGS } from './settings.ts';

const backup = (id: string, region: string, latest: string) => ({
  DBInstanceArn: `arn:aws:rds:${region}:111122223333:db:db`,
  DBInstanceAutomatedBackupsArn: `arn:aws:rds:eu-west-1:111122223333:auto-backup:${id}`,
  RestoreWindow: { LatestTime: new Date(latest) },
});

describe('the restore of a lost database in the recovery region', () => {
  test('D5: begins once, tells how far it is, and ends with the host', async () => {
    const region = new SlowRegion();
    region.backups = [backup('ab-1', 'eu-central-1', '2026-01-02T10:00:00Z')];
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('The restore of db-replica has begun.');
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('is under way: creating.');
    await region.sleep(61_000);
    expect(await restore(region, SETTINGS, region)).toBe('restored.example');
    expect(region.restores).toHaveLength(1);
  });

  test('D5: is put into what stands ready, closed to the internet, open to roles, protected and with a standby', async () => {
    const region = new SlowRegion();
    region.backups = [backup('ab-1', 'eu-central-1', '2026-01-02T10:00:00Z')];
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('has begun');
    expect(region.restores).toEqual([
      {
        SourceDBInstanceAutomatedBackupsArn: 'arn:aws:rds:eu-west-1:111122223333:auto-backup:ab-1',
        TargetDBInstanceIdentifier: 'db-replica',
        UseLatestRestorableTime: true,
        DBInstanceClass: 'db.r7g.large',
        DBSubnetGroupName: 'subnets',
        DBParameterGroupName: 'parameters',
        VpcSecurityGroupIds: ['sg-1'],
        MaxAllocatedStorage: 500,
        MultiAZ: true,
        PubliclyAccessible: false,
        EnableIAMDatabaseAuthentication: true,
        CopyTagsToSnapshot: true,
        DeletionProtection: true,
      },
    ]);
  });

  test('D6: takes the newest backups of the lost instance, none of another region and none that has nothing in it', async () => {
    const region = new SlowRegion();
    region.backups = [
      backup('ab-old', 'eu-central-1', '2026-01-02T10:00:00Z'),
      backup('ab-new', 'eu-central-1', '2026-01-03T10:00:00Z'),
      backup('ab-own', 'eu-west-1', '2026-01-04T10:00:00Z'),
      { ...backup('ab-empty', 'eu-central-1', '2026-01-05T10:00:00Z'), RestoreWindow: undefined },
    ];
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('has begun');
    expect(region.restores).toMatchObject([
      { SourceDBInstanceAutomatedBackupsArn: expect.stringContaining('ab-new') },
    ]);
  });

  test('without replicated backups says where else to look, and starts nothing', async () => {
    const region = new SlowRegion();
    await expect(restore(region, SETTINGS, region)).rejects.toThrow(
      'restore a copy from the recovery vault by hand',
    );
    expect(region.restores).toEqual([]);
  });

  test('D5: says of backups that are still being made that there is nothing to restore in them', async () => {
    const region = new SlowRegion();
    region.backups = [
      {
        ...backup('ab-1', 'eu-central-1', '2026-01-02T10:00:00Z'),
        RestoreWindow: undefined,
        Status: 'creating',
      },
    ];
    await expect(restore(region, SETTINGS, region)).rejects.toThrow(
      'There is no replicated backup of db of eu-central-1 that can be restored, but one that is creating: restore a copy from the recovery vault by hand.',
    );
    expect(region.restores).toEqual([]);
  });

  test('D5: begins as soon as AWS limits its calls no longer, without waiting for the engine', async () => {
    const region = new SlowRegion();
    region.backups = [backup('ab-1', 'eu-central-1', '2026-01-02T10:00:00Z')];
    region.fail(failureOf('Throttling', 400), 45);
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('The restore of db-replica has begun.');
    expect(region.seconds).toBe(50);
    expect(region.restores).toHaveLength(1);
  });

  test.each([
    [
      'Throttling',
      400,
      'AWS limits the calls of this account, and restoring db-replica has to wait: Throttling: Throttling of the test. The step has waited 90 s and is tried again.',
    ],
    [
      'ServiceUnavailable',
      503,
      'AWS gives no answer, and restoring db-replica has to wait: ServiceUnavailable: ServiceUnavailable of the test. The step has waited 90 s and is tried again.',
    ],
    [
      'AccessDenied',
      403,
      'The role of this step may not do what restoring db-replica takes: AccessDenied: AccessDenied of the test. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.',
    ],
    [
      'KMSKeyNotAccessibleFault',
      400,
      'The role of this step may not do what restoring db-replica takes: KMSKeyNotAccessibleFault: KMSKeyNotAccessibleFault of the test. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.',
    ],
    [
      'DBSubnetGroupNotFoundFault',
      404,
      'Something that restoring db-replica takes is not there: DBSubnetGroupNotFoundFault: DBSubnetGroupNotFoundFault of the test. Deploy the data stack of the region, and let the step run again.',
    ],
  ])('D5: that meets %s says so in one sentence, and starts nothing', async (name, status, sentence) => {
    const region = new SlowRegion();
    region.fail(failureOf(name, status));
    const failure = await restore(region, SETTINGS, region).catch((error: Error) => error.message);
    expect(failure).toBe(sentence);
    expect(region.restores).toEqual([]);
  });

  test('tells a restore that cannot succeed from one under way', async () => {
    const region = new SlowRegion({ DBInstanceStatus: 'incompatible-parameters' });
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('is incompatible-parameters: delete it');
  });
});
