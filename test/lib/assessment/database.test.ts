import { assess } from '../../../lib/assessment/assess.ts';
import type { Estimate } from '../../../lib/assessment/model.ts';
import {
  ACCOUNT,
  assessResources,
  database,
  databaseNetwork,
  OPTIONS,
  PRIMARY,
  RECOVERY,
  resource,
  row,
  stackOf,
} from './templates.ts';

const HOUR = 3600;
const MINUTE = 60;

const seconds = (estimate: Estimate) => (estimate.kind === 'estimate' ? estimate.seconds : estimate.kind);

describe('A Multi-AZ database in one region', () => {
  const assessment = assessResources(database());

  test('D5, D6: fails over within the published time and loses nothing when a zone goes', () => {
    const zone = row(assessment, 'zone');
    expect(seconds(zone.rto.estimate)).toBe(120);
    expect(seconds(zone.rpo.estimate)).toBe(0);
    expect(zone.rto.limiting?.route).toBe('rds.fail-over');
  });

  test('D6: corruption costs what is written until it is noticed', () => {
    const { rto, rpo } = row(assessment, 'corruption');
    expect(seconds(rpo.estimate)).toBe(30 * MINUTE);
    // 30 min to notice, 20 min for a person, 20 min base, 100 GiB at 10.2 s/GiB
    expect(seconds(rto.estimate)).toBe(70 * MINUTE + 1020);
  });

  test('D6: deletion loses at most five minutes, because the backups outlive the instance', () => {
    expect(seconds(row(assessment, 'deletion').rpo.estimate)).toBe(300);
  });

  test('a region loss and a compromise are unrecoverable, which is a breach', () => {
    for (const disruption of ['region', 'compromise'] as const) {
      expect(row(assessment, disruption).rto.estimate.kind).toBe('unrecoverable');
      expect(row(assessment, disruption).verdict).toBe('breached');
    }
    expect(assessment.verdict).toBe('breached');
  });

  test('every term has an origin, and every estimate is the sum of its terms', () => {
    for (const { routes } of assessment.estimates) {
      for (const estimate of routes.flatMap((route) => [route.rto, route.rpo])) {
        if (estimate.kind !== 'estimate') continue;
        expect(estimate.terms.reduce((sum, term) => sum + term.seconds, 0)).toBeCloseTo(estimate.seconds);
        for (const term of estimate.terms) expect(term.origins.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('A weaker database', () => {
  test('without a standby a zone loss needs a restore and a person', () => {
    const assessment = assessResources(database({ MultiAZ: false }));
    const zone = row(assessment, 'zone');
    expect(zone.rto.limiting?.route).toBe('rds.point-in-time-zone');
    expect(seconds(zone.rpo.estimate)).toBe(300);
    expect(zone.verdict).toBe('breached');
    expect(assessment.findings.map(({ rule }) => rule)).toContain('automatic-failover');
  });

  test('a standby in the same zone is no standby', () => {
    const resources = { ...database(), ...databaseNetwork([`${PRIMARY}a`, `${PRIMARY}a`]) };
    const assessment = assessResources(resources);
    const failOver = assessment.estimates
      .find(({ disruption }) => disruption === 'zone')
      ?.routes.find(({ id }) => id === 'rds.fail-over');
    expect(failOver?.rto).toMatchObject({
      kind: 'unrecoverable',
      reason: expect.stringContaining(`one zone, ${PRIMARY}a`),
    });
  });

  test('MultiAZ that cannot be resolved is never a pass', () => {
    const assessment = assessResources(
      database({ MultiAZ: { Ref: 'Unknown' }, BackupRetentionPeriod: { Ref: 'Unknown' } }),
    );
    expect(row(assessment, 'zone').verdict).toBe('unproven');
    expect(row(assessment, 'corruption').rto.verdict).toBe('unproven');
  });

  test('no backups: corruption cannot be undone', () => {
    const assessment = assessResources(database({ BackupRetentionPeriod: 0 }));
    expect(row(assessment, 'corruption').rto.estimate.kind).toBe('unrecoverable');
    const mends = assessment.findings.flatMap((finding) => finding.mends.map((mend) => mend.property));
    expect(mends).toContain('Properties.BackupRetentionPeriod');
  });

  test('deletion protection alone prevents, and is named as prevention', () => {
    const kept = assessResources(database({ DeleteAutomatedBackups: true }));
    expect(row(kept, 'deletion').rto.limiting?.route).toBe('rds.deletion-refused');
    const open = assessResources(database({ DeleteAutomatedBackups: true, DeletionProtection: false }));
    expect(row(open, 'deletion').verdict).toBe('breached');
  });
});

describe('A database with a way into the recovery region', () => {
  const key = stackOf(
    { Key: resource('AWS::KMS::Key') },
    {
      name: 'keys',
      region: RECOVERY,
      template: { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
    },
  );
  const keyArn = { 'Fn::GetStackOutput': { StackName: 'keys', OutputName: 'Arn', Region: RECOVERY } };
  const replicated = {
    AutomaticBackupReplicationRegion: RECOVERY,
    AutomaticBackupReplicationKmsKeyId: keyArn,
  };
  const replica = (KmsKeyId: unknown) =>
    stackOf(
      {
        Replica: resource('AWS::RDS::DBInstance', {
          SourceDBInstanceIdentifier: `arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales-db`,
          KmsKeyId,
        }),
      },
      { name: 'recovery', region: RECOVERY },
    );

  test('replicated backups lose the upload interval and the replication lag', () => {
    const region = row(assessResources(database(replicated), [key]), 'region');
    expect(region.rto.limiting?.route).toBe('rds.replicated-backups');
    expect(seconds(region.rpo.estimate)).toBe(15 * MINUTE);
    expect(region.rto.verdict).toBe('holds');
  });

  test('a replica is faster and loses less, so it is the route that is used', () => {
    const region = row(assessResources(database(replicated), [key, replica(keyArn)]), 'region');
    expect(region.rto.limiting?.route).toBe('rds.promote-replica');
    expect(seconds(region.rpo.estimate)).toBe(5 * MINUTE);
    expect(seconds(region.rto.estimate)).toBe(70 * MINUTE);
  });

  test('a replica under a key of the lost region is worth nothing', () => {
    const region = row(
      assessResources(database(), [key, replica(`arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/x`)]),
      'region',
    );
    expect(region.rto.estimate.kind).toBe('unrecoverable');
  });

  test('a backup plan counts with its period, its start window and its copy', () => {
    const plan = {
      Vault: resource('AWS::Backup::BackupVault', { BackupVaultName: 'near' }),
      Plan: resource('AWS::Backup::BackupPlan', {
        BackupPlan: {
          BackupPlanRule: [
            {
              RuleName: 'daily',
              ScheduleExpression: 'cron(0 3 * * ? *)',
              StartWindowMinutes: 60,
              TargetBackupVault: { Ref: 'Vault' },
              CopyActions: [
                { DestinationBackupVaultArn: `arn:aws:backup:${RECOVERY}:${ACCOUNT}:backup-vault:far` },
              ],
            },
          ],
        },
      }),
      Selection: resource('AWS::Backup::BackupSelection', {
        BackupPlanId: { Ref: 'Plan' },
        BackupSelection: { Resources: [`arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales-*`] },
      }),
    };
    const far = stackOf(
      { Far: resource('AWS::Backup::BackupVault', { BackupVaultName: 'far' }) },
      { name: 'vaults', region: RECOVERY },
    );
    const region = row(assessResources({ ...database(), ...plan }, [far]), 'region');
    expect(region.rpo.limiting?.route).toBe('backup.copy-region');
    expect(seconds(region.rpo.estimate)).toBe(24 * HOUR + HOUR + 6 * HOUR);
    expect(region.rpo.verdict).toBe('breached');
  });
});

describe('A disruption that nothing is promised for', () => {
  test('is shown and warned of, and breaches nothing', () => {
    const objectives = {
      ...OPTIONS.objectives,
      perDisruption: { zone: { rtoSeconds: 14_400, rpoSeconds: 3600 } },
    };
    const assessment = assess([stackOf(database())], { ...OPTIONS, objectives });
    expect(row(assessment, 'region')).toMatchObject({
      verdict: 'undeclared',
      rto: { estimate: { kind: 'unrecoverable' } },
    });
    expect(assessment.findings.map(({ rule, severity }) => [rule, severity])).toContainEqual([
      'off-site-copies',
      'warning',
    ]);
  });
});

describe('What cannot be known', () => {
  test('no recognised component proves nothing', () => {
    expect(assessResources({ Queue: resource('AWS::Cognito::UserPool') }).verdict).toBe('unproven');
  });

  test('a type that carries data and is not modelled is counted', () => {
    expect(
      assessResources({
        ...database(),
        One: resource('AWS::Cognito::UserPool'),
        Two: resource('AWS::Cognito::UserPool'),
      }).notModelled,
    ).toEqual([{ resourceType: 'AWS::Cognito::UserPool', count: 2 }]);
  });

  test('the same templates in another order give the same result', () => {
    const resources = database();
    const reversed = Object.fromEntries(Object.entries(resources).reverse());
    expect(assessResources(reversed)).toEqual(assessResources(resources));
  });
});
