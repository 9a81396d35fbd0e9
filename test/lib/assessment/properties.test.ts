import fc from 'fast-check';
import { type AssessOptions, assess } from '../../../lib/assessment/assess.ts';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import type { Assessment, Estimate, Verdict } from '../../../lib/assessment/model.ts';
import type { StackTemplate, TemplateResource } from '../../../lib/assessment/read/template.ts';
import { ACCOUNT, databaseNetwork, OPTIONS, PRIMARY, RECOVERY, resource, stackOf } from './templates.ts';

const FOREIGN_ACCOUNT = '444455556666';
const KEY = (region: string, account = ACCOUNT) => `arn:aws:kms:${region}:${account}:key/1`;

/** What varies between the platforms that the properties are tried on. */
interface Platform {
  readonly zones: number;
  readonly multiAz: boolean;
  readonly retentionDays: number;
  readonly keepBackups: boolean;
  readonly deletionProtection: boolean;
  readonly encrypted: boolean;
  readonly storageGiB: number;
  readonly replica: boolean;
  readonly replicatedBackups: boolean;
  readonly copies: readonly ('recovery region' | 'other account')[];
  readonly locked: boolean;
  readonly scheduleHours: number;
  readonly tasks: number;
  readonly healthCheck: boolean;
  readonly service: boolean;
}

const platforms: fc.Arbitrary<Platform> = fc.record({
  zones: fc.integer({ min: 1, max: 3 }),
  multiAz: fc.boolean(),
  retentionDays: fc.constantFrom(0, 1, 7, 35),
  keepBackups: fc.boolean(),
  deletionProtection: fc.boolean(),
  encrypted: fc.boolean(),
  storageGiB: fc.constantFrom(20, 100, 900, 2000),
  replica: fc.boolean(),
  replicatedBackups: fc.boolean(),
  copies: fc.subarray(['recovery region', 'other account'] as const),
  locked: fc.boolean(),
  scheduleHours: fc.constantFrom(1, 6, 12, 24),
  tasks: fc.integer({ min: 1, max: 9 }),
  healthCheck: fc.boolean(),
  service: fc.boolean(),
});

const zoneNames = (count: number) => ['a', 'b', 'c'].slice(0, count).map((letter) => PRIMARY + letter);

function databaseOf(platform: Platform): Record<string, unknown> {
  return {
    DBInstanceIdentifier: 'sales',
    AllocatedStorage: String(platform.storageGiB),
    StorageEncrypted: platform.encrypted,
    ...(platform.encrypted ? { KmsKeyId: KEY(PRIMARY) } : {}),
    MultiAZ: platform.multiAz,
    BackupRetentionPeriod: platform.retentionDays,
    DeleteAutomatedBackups: !platform.keepBackups,
    DeletionProtection: platform.deletionProtection,
    DBSubnetGroupName: { Ref: 'SubnetGroup' },
    ...(platform.replicatedBackups
      ? { AutomaticBackupReplicationRegion: RECOVERY, AutomaticBackupReplicationKmsKeyId: KEY(RECOVERY) }
      : {}),
  };
}

function serviceOf({ tasks, zones, healthCheck }: Platform): Record<string, TemplateResource> {
  return {
    Task: resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        {
          Image: 'app:1',
          Environment: [{ Name: 'DATABASE_HOST', Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] } }],
          ...(healthCheck ? { HealthCheck: { Command: ['CMD', 'true'], Interval: 10, Retries: 3 } } : {}),
        },
      ],
    }),
    Service: resource('AWS::ECS::Service', {
      DesiredCount: tasks,
      TaskDefinition: { Ref: 'Task' },
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: zoneNames(zones).map((_, index) => ({ Ref: `Subnet${index}` })) },
      },
    }),
  };
}

function planOf({ copies, scheduleHours }: Platform): Record<string, TemplateResource> {
  const arns = copies.map((place) =>
    place === 'recovery region'
      ? `arn:aws:backup:${RECOVERY}:${ACCOUNT}:backup-vault:far`
      : `arn:aws:backup:${PRIMARY}:${FOREIGN_ACCOUNT}:backup-vault:foreign`,
  );
  return {
    Vault: resource('AWS::Backup::BackupVault', { BackupVaultName: 'near' }),
    Plan: resource('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          {
            RuleName: 'regular',
            ScheduleExpression: `rate(${scheduleHours} hours)`,
            StartWindowMinutes: 60,
            TargetBackupVault: { Ref: 'Vault' },
            CopyActions: arns.map((DestinationBackupVaultArn) => ({ DestinationBackupVaultArn })),
          },
        ],
      },
    }),
    Selection: resource('AWS::Backup::BackupSelection', {
      BackupPlanId: { Ref: 'Plan' },
      BackupSelection: { Resources: [`arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales`] },
    }),
  };
}

function stacksOf(
  platform: Platform,
  database: Record<string, unknown> = databaseOf(platform),
): StackTemplate[] {
  const lock = platform.locked
    ? { LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3 } }
    : {};
  const vault = (name: string, region: string, account: string) =>
    stackOf(
      {
        Vault: resource('AWS::Backup::BackupVault', {
          BackupVaultName: name,
          EncryptionKeyArn: KEY(region, account),
          ...lock,
        }),
      },
      { name, region, account },
    );
  return [
    stackOf({
      ...databaseNetwork(zoneNames(platform.zones)),
      Database: resource('AWS::RDS::DBInstance', database),
      ...(platform.copies.length > 0 ? planOf(platform) : {}),
      ...(platform.service ? serviceOf(platform) : {}),
    }),
    vault('far', RECOVERY, ACCOUNT),
    vault('foreign', PRIMARY, FOREIGN_ACCOUNT),
    ...(platform.replica
      ? [
          stackOf(
            {
              Replica: resource('AWS::RDS::DBInstance', {
                SourceDBInstanceIdentifier: `arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales`,
                StorageEncrypted: platform.encrypted,
                KmsKeyId: KEY(RECOVERY),
              }),
            },
            { name: 'replica', region: RECOVERY },
          ),
        ]
      : []),
  ];
}

const options: AssessOptions = OPTIONS;

const assessed = (platform: Platform): Assessment => assess(stacksOf(platform), options);

const GRAVITY: Record<Verdict, number> = { undeclared: 0, holds: 0, unproven: 1, breached: 2 };

/** How bad an estimate is: seconds, then not provable, then never. */
function badness(estimate: Estimate): number {
  if (estimate.kind === 'estimate') return estimate.seconds;
  return estimate.kind === 'unknown' ? Number.MAX_VALUE : Number.POSITIVE_INFINITY;
}

/** The worse half of a row as a share of its objective: what a route is chosen by. */
function shareOf(assessment: Assessment, disruption: Disruption): number {
  const row = assessment.disruptions.find((one) => one.disruption === disruption);
  if (!row) return Number.NaN;
  return Math.max(
    badness(row.rto.estimate) / (row.rto.targetSeconds ?? 1),
    badness(row.rpo.estimate) / (row.rpo.targetSeconds ?? 1),
  );
}

/** Judged on the numbers alone: a finding may say more about a platform that has more. */
function numbersVerdict(assessment: Assessment, disruption: Disruption): number {
  const row = assessment.disruptions.find((one) => one.disruption === disruption);
  return row ? Math.max(GRAVITY[row.rto.verdict], GRAVITY[row.rpo.verdict]) : Number.NaN;
}

function expectNotWorse(better: Assessment, worse: Assessment): void {
  for (const disruption of DISRUPTIONS) {
    const [before, after] = [numbersVerdict(worse, disruption), numbersVerdict(better, disruption)];
    expect({ disruption, verdict: after, worse: after > before }).toMatchObject({ worse: false });
    const [shareBefore, shareAfter] = [shareOf(worse, disruption), shareOf(better, disruption)];
    // A restore within the objective is preferred to a refused deletion, although refusing takes no time.
    if (shareAfter < 1 && prevented(worse, disruption) && !prevented(better, disruption)) continue;
    if (before === after && shareAfter > shareBefore)
      expect({ disruption, shareAfter }).toEqual({ disruption, shareAfter: shareBefore });
  }
}

/** With what the rules found beside the numbers. */
function rowVerdict(assessment: Assessment, disruption: Disruption): Verdict | undefined {
  return assessment.disruptions.find((one) => one.disruption === disruption)?.verdict;
}

function prevented({ estimates }: Assessment, disruption: Disruption): boolean {
  return estimates.some((one) => one.disruption === disruption && one.best?.prevents === true);
}

const REDUNDANCY: readonly (readonly [string, (platform: Platform) => Platform])[] = [
  ['a standby', (platform) => ({ ...platform, multiAz: true })],
  ['a replica in the recovery region', (platform) => ({ ...platform, replica: true })],
  ['replicated backups', (platform) => ({ ...platform, replicatedBackups: true })],
  [
    'a copy in the recovery region',
    (platform) => ({ ...platform, copies: [...new Set([...platform.copies, 'recovery region' as const])] }),
  ],
  [
    'a copy in another account',
    (platform) => ({ ...platform, copies: [...new Set([...platform.copies, 'other account' as const])] }),
  ],
  ['a lock on the vaults', (platform) => ({ ...platform, locked: true })],
  ['another task', (platform) => ({ ...platform, tasks: platform.tasks + 1 })],
  ['another zone', (platform) => ({ ...platform, zones: Math.min(3, platform.zones + 1) })],
  ['kept backups', (platform) => ({ ...platform, keepBackups: true })],
  ['deletion protection', (platform) => ({ ...platform, deletionProtection: true })],
  ['automated backups', (platform) => ({ ...platform, retentionDays: Math.max(7, platform.retentionDays) })],
  ['a health check', (platform) => ({ ...platform, healthCheck: true })],
  ['a shorter schedule', (platform) => ({ ...platform, scheduleHours: 1 })],
];

/** Properties of the database that decide a route, with every kind of value they can have. */
const DECIDING: Record<string, readonly unknown[]> = {
  AllocatedStorage: ['20', '2000'],
  MultiAZ: [true, false, undefined],
  BackupRetentionPeriod: [0, 1, 35, undefined],
  DeleteAutomatedBackups: [true, false, undefined],
  DeletionProtection: [true, false, undefined],
  DBSubnetGroupName: [{ Ref: 'SubnetGroup' }],
  AutomaticBackupReplicationRegion: [RECOVERY, PRIMARY, undefined],
  AutomaticBackupReplicationKmsKeyId: [KEY(RECOVERY), KEY(PRIMARY), undefined],
};
/** Without a size nothing is proven; without a subnet group the zones are those of the default network: unknown, which is neither better nor worse. */
const REMOVABLE = Object.keys(DECIDING).filter(
  (name) => !['DBSubnetGroupName', 'AllocatedStorage'].includes(name),
);

/** What is off already cannot be lost. */
const isOff = (database: Record<string, unknown>, name: string) =>
  name === 'DeleteAutomatedBackups'
    ? database[name] === true
    : [undefined, false, 0].includes(database[name] as undefined);

describe('For any platform', () => {
  test.each(REDUNDANCY)('adding %s never worsens an estimate or a verdict', (_what, add) => {
    fc.assert(
      fc.property(platforms, (platform) => expectNotWorse(assessed(add(platform)), assessed(platform))),
    );
  });

  test.each(REMOVABLE)('removing %s never improves an estimate or a verdict', (name) => {
    fc.assert(
      fc.property(platforms, (platform) => {
        const { [name]: _removed, ...rest } = databaseOf(platform);
        fc.pre(!isOff(databaseOf(platform), name));
        expectNotWorse(assessed(platform), assess(stacksOf(platform, rest), options));
      }),
    );
  });

  test.each(Object.entries(DECIDING))(
    'what holds while %s cannot be resolved holds with every value of it',
    (name, values) => {
      fc.assert(
        fc.property(platforms, fc.constantFrom(...values), (platform, value) => {
          const database = databaseOf(platform);
          const unknown = assess(stacksOf(platform, { ...database, [name]: { Ref: 'Unknown' } }), options);
          const known = assess(stacksOf(platform, { ...database, [name]: value }), options);
          for (const disruption of DISRUPTIONS) {
            if (rowVerdict(unknown, disruption) === 'holds')
              expect({ disruption, verdict: numbersVerdict(known, disruption) }).toEqual({
                disruption,
                verdict: GRAVITY.holds,
              });
          }
        }),
      );
    },
  );

  test.each([...REMOVABLE, 'DBSubnetGroupName'])(
    'no number rests on %s while it cannot be resolved',
    (name) => {
      fc.assert(
        fc.property(platforms, (platform) => {
          const database = { ...databaseOf(platform), [name]: { Ref: 'Unknown' } };
          const { estimates } = assess(stacksOf(platform, database), options);
          const terms = estimates
            .flatMap(({ best }) => (best ? [best.rto, best.rpo] : []))
            .flatMap((one) => (one.kind === 'estimate' ? one.terms : []));
          const values = terms
            .flatMap(({ origins }) => origins)
            .map((origin) => (origin.kind === 'template' ? String(origin.value) : ''));
          expect(values.filter((value) => value.includes('unresolved'))).toEqual([]);
        }),
      );
    },
  );

  test('the order of resources and stacks does not matter', () => {
    fc.assert(
      fc.property(platforms, fc.integer(), (platform, seed) => {
        const stacks = stacksOf(platform);
        expect(assess(shuffledStacks(stacks, seed), options)).toEqual(assess(stacks, options));
      }),
    );
  });

  test('two runs give the same result, to the byte', () => {
    fc.assert(
      fc.property(platforms, (platform) => {
        expect(JSON.stringify(assessed(platform))).toBe(JSON.stringify(assessed(platform)));
      }),
    );
  });

  test('every estimate is the sum of its terms, and every term has an origin', () => {
    fc.assert(
      fc.property(platforms, (platform) => {
        const estimates = assessed(platform).estimates.flatMap(({ routes }) =>
          routes.flatMap(({ rto, rpo }) => [rto, rpo]),
        );
        for (const estimate of estimates) {
          if (estimate.kind !== 'estimate') continue;
          expect(estimate.terms.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(estimate.seconds);
          expect(estimate.terms.filter(({ origins }) => origins.length === 0)).toEqual([]);
        }
      }),
    );
  });
});

function shuffledStacks(stacks: readonly StackTemplate[], seed: number): StackTemplate[] {
  return shuffled(stacks, seed).map((stack) => ({
    ...stack,
    template: {
      ...stack.template,
      Resources: Object.fromEntries(shuffled(Object.entries(stack.template.Resources ?? {}), seed)),
    },
  }));
}

/** Sorted by a key that the seed scatters, so that a failure can be run again. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, index) => ({ item, key: Math.sin(seed + index * 12.9898) }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
