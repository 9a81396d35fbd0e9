import { assess } from '../../../lib/assessment/assess.ts';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import type { Assessment, Route } from '../../../lib/assessment/model.ts';
import { readAssembly } from '../../../lib/assessment/read/assembly.ts';
import type { StackTemplate, TemplateResource } from '../../../lib/assessment/read/template.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { STRATEGIES } from '../../../lib/config/platform-config.ts';
import { synthesize } from '../../assembly.ts';
import { row } from './templates.ts';

const PRIMARY = 'eu-central-1';
const RECOVERY = 'eu-west-1';

let stacks: StackTemplate[];
let options: ReturnType<typeof assessOptionsOf>;

beforeAll(async () => {
  stacks = readAssembly(await synthesize());
  options = assessOptionsOf(await loadEnvironment('production'));
}, 300_000);

type Properties = Record<string, unknown>;

/** The production templates with one thing changed, assessed. */
function changed(change: (stacks: StackTemplate[]) => void): Assessment {
  const copy = structuredClone(stacks);
  change(copy);
  return assess(copy, options);
}

function resources(among: readonly StackTemplate[], type: string, region = PRIMARY): TemplateResource[] {
  const found = among
    .filter((stack) => stack.region === region)
    .flatMap((stack) => Object.values(stack.template.Resources ?? {}))
    .filter((resource) => resource.Type === type);
  if (found.length === 0) throw new Error(`No ${type} in ${region}.`);
  return found;
}

function properties(among: readonly StackTemplate[], type: string, region = PRIMARY): Properties[] {
  return resources(among, type, region).map((resource) => resource.Properties as Properties);
}

function database(among: readonly StackTemplate[]): Properties {
  const [only] = properties(among, 'AWS::RDS::DBInstance');
  if (!only) throw new Error('No database.');
  return only;
}

const messages = (assessment: Assessment) =>
  assessment.findings.filter(({ severity }) => severity === 'breach').map(({ message }) => message);

describe('The production platform', () => {
  test('D5, D6, A1: every objective holds, and nothing that a component needs is unresolved', () => {
    const assessment = assess(stacks, options);
    expect(assessment.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(assessment.disruptions.map(({ disruption, verdict }) => [disruption, verdict])).toEqual(
      DISRUPTIONS.map((disruption) => [disruption, 'holds']),
    );
    expect(assessment.availability.map(({ journey, verdict }) => [journey, verdict])).toEqual([
      ['cached page', 'holds'],
      ['read', 'holds'],
      ['write', 'holds'],
    ]);
    expect(assessment.verdict).toBe('holds');
    expect(assessment.unresolved).toEqual([]);
  });

  test('the whole chain is recognised: edge, firewall, load balancer, service, database, cache', () => {
    const { components, dependencies } = assess(stacks, options);
    const serving = components.filter(({ primary }) => primary).map(({ kind }) => kind);
    expect(new Set(serving)).toEqual(
      new Set([
        'cloudfront-distribution',
        'web-acl',
        'load-balancer',
        'ecs-service',
        'nat-gateway',
        'rds-instance',
        'rds-proxy',
        'elasticache-replication-group',
        's3-bucket',
        'lambda-function',
        'kms-key',
        'secrets-manager-secret',
        'sqs-queue',
      ]),
    );
    const kindOf = (id: string) => components.find((component) => component.id === id)?.kind;
    expect(
      [
        ...new Set(dependencies.map(({ from, to, strength }) => `${kindOf(from)} ${strength} ${kindOf(to)}`)),
      ].sort(),
    ).toEqual([
      'cloudfront-distribution hard load-balancer',
      'cloudfront-distribution hard web-acl',
      'cloudfront-distribution soft lambda-function',
      'ecs-service hard rds-proxy',
      'ecs-service soft elasticache-replication-group',
      'elasticache-replication-group hard kms-key',
      'load-balancer hard ecs-service',
      'rds-instance hard kms-key',
      'rds-proxy hard rds-instance',
      's3-bucket hard kms-key',
      'secrets-manager-secret hard kms-key',
    ]);
  });

  test('D5: to give the region up is decided once, by whatever takes over there and on the way to serving again', () => {
    const assessment = assess(stacks, options);
    const decisions = ({ rto }: Pick<Route, 'rto'>) =>
      rto.kind === 'estimate'
        ? rto.terms.filter(({ origins }) => origins.some((one) => 'id' in one && one.id === 'human.decide'))
            .length
        : Number.NaN;
    const taken = assessment.estimates
      .filter(({ disruption }) => disruption === 'region')
      .flatMap(({ best }) => (best ? [`${best.id} ${decisions(best)}`] : []));
    expect([...new Set(taken)].sort()).toEqual([
      'ecs.recovery-region 1',
      'elasticache.recovery-region 1',
      'elb.recovery-region 1',
      'rds-proxy.bypass 0',
      'rds.promote-replica 1',
      'route53.fail-over 0',
      'sqs.recovery-region 1',
    ]);
    expect(decisions({ rto: row(assessment, 'region').rto.estimate })).toBe(1);
  });

  test('the order of stacks and resources does not matter', () => {
    const reversed = stacks.toReversed().map((stack) => ({
      ...stack,
      template: {
        ...stack.template,
        Resources: Object.fromEntries(Object.entries(stack.template.Resources ?? {}).reverse()),
      },
    }));
    expect(JSON.stringify(assess(reversed, options)) === JSON.stringify(assess(stacks, options))).toBe(true);
  });
});

describe('One thing changed', () => {
  test('Multi-AZ off', () => {
    const assessment = changed((copy) => {
      database(copy).MultiAZ = false;
    });
    expect(messages(assessment)).toContainEqual(
      expect.stringMatching(/^database holdfast-production-db has no standby in another zone/),
    );
    expect(row(assessment, 'zone').verdict).toBe('breached');
  });

  test('backup replication removed', () => {
    const assessment = changed((copy) => {
      delete database(copy).AutomaticBackupReplicationRegion;
    });
    expect(messages(assessment)).toContainEqual(
      expect.stringContaining('automated backups of database holdfast-production-db are not replicated'),
    );
    expect(row(assessment, 'region').verdict).toBe('breached');
  });

  test('copy action removed', () => {
    const assessment = changed((copy) => {
      for (const plan of properties(copy, 'AWS::Backup::BackupPlan')) {
        for (const rule of (plan.BackupPlan as { BackupPlanRule: Properties[] }).BackupPlanRule)
          delete rule.CopyActions;
      }
    });
    const copies = messages(assessment).filter((message) =>
      message.includes(`are not copied to ${RECOVERY}`),
    );
    expect(copies).toHaveLength(2);
    expect(row(assessment, 'compromise').verdict).toBe('breached');
  });

  test('retention 0', () => {
    const assessment = changed((copy) => {
      database(copy).BackupRetentionPeriod = 0;
    });
    expect(messages(assessment)).toContainEqual(
      'database holdfast-production-db keeps no automated backups, so there is no point-in-time recovery.',
    );
    expect(messages(assessment)).toContainEqual(
      expect.stringMatching(/^The RPO for "corruption" is 1 d 7 h 30 min|^The RPO for "corruption"/),
    );
    expect(row(assessment, 'corruption').rpo.verdict).toBe('breached');
  });

  test('one zone only', () => {
    const assessment = changed((copy) => {
      for (const subnet of properties(copy, 'AWS::EC2::Subnet')) subnet.AvailabilityZone = `${PRIMARY}a`;
    });
    expect(row(assessment, 'zone').rto.estimate).toMatchObject({ kind: 'unrecoverable' });
    expect(messages(assessment)).toContainEqual(expect.stringContaining(`lie in one zone, ${PRIMARY}a`));
  });

  test('minimum tasks 1', () => {
    const assessment = changed((copy) => {
      for (const target of properties(copy, 'AWS::ApplicationAutoScaling::ScalableTarget'))
        target.MinCapacity = 1;
    });
    expect(messages(assessment)).toContainEqual(
      'service holdfast-production-app keeps 1 task in 3 zones: losing one leaves 0, and the declared load needs 4.',
    );
  });

  test('deletion protection off with no retained backup', () => {
    const assessment = changed((copy) => {
      database(copy).DeletionProtection = false;
      database(copy).DeleteAutomatedBackups = true;
    });
    expect(row(assessment, 'deletion').rpo.verdict).toBe('breached');
    const mends = assessment.findings
      .filter(({ rule }) => rule === 'objective-rpo')
      .flatMap((finding) => finding.mends.map((mend) => mend.change));
    expect(mends).toEqual(
      expect.arrayContaining([
        'Set DeleteAutomatedBackups to false',
        expect.stringContaining('Set DeletionProtection to true'),
      ]),
    );
  });

  test('cross-region copy without that region’s key', () => {
    const assessment = changed((copy) => {
      for (const vault of properties(copy, 'AWS::Backup::BackupVault', RECOVERY))
        delete vault.EncryptionKeyArn;
      delete database(copy).AutomaticBackupReplicationKmsKeyId;
    });
    expect(messages(assessment)).toEqual(
      expect.arrayContaining([
        `Copies in vault holdfast-production-recovery are not encrypted with a key of ${RECOVERY}.`,
        `The replicated backups of database holdfast-production-db are not encrypted with a key of ${RECOVERY}.`,
      ]),
    );
  });

  test('B6: pool larger than max_connections', () => {
    const assessment = changed((copy) => {
      for (const group of properties(copy, 'AWS::RDS::DBParameterGroup'))
        (group.Parameters as Properties).max_connections = '200';
    });
    expect(messages(assessment)).toContainEqual(
      expect.stringMatching(/can open 600 connections .* and max_connections is 200/),
    );
  });

  test('D2: an unlocked vault in the recovery region', () => {
    const assessment = changed((copy) => {
      for (const vault of properties(copy, 'AWS::Backup::BackupVault', RECOVERY))
        delete vault.LockConfiguration;
    });
    expect(messages(assessment)).toContainEqual(
      expect.stringContaining('is not locked, so its recovery points can be deleted'),
    );
  });

  test('one NAT gateway for all zones', () => {
    const assessment = changed((copy) => {
      const routes = properties(copy, 'AWS::EC2::Route').filter((route) => route.NatGatewayId !== undefined);
      for (const route of routes) route.NatGatewayId = routes[0]?.NatGatewayId;
    });
    expect(assessment.findings.filter(({ rule }) => rule === 'nat-per-zone')).toHaveLength(2);
  });

  test('every breach names a construct and a property to mend', () => {
    const assessment = changed((copy) => {
      database(copy).MultiAZ = false;
    });
    for (const finding of assessment.findings.filter(({ severity }) => severity === 'breach')) {
      expect(finding.mends.length).toBeGreaterThan(0);
      for (const mend of finding.mends) expect(mend.constructPath).toMatch(/^holdfast-production-/);
    }
  });
});

describe('What the verifiers prove', () => {
  const terms = (assessment: Assessment, disruption: Disruption) => {
    const { estimate } = row(assessment, disruption).rpo;
    if (estimate.kind !== 'estimate') throw new Error('There is no estimate.');
    return estimate.terms.map(({ label, seconds }) => `${seconds} ${label}`);
  };
  const canary = (copy: StackTemplate[]) => {
    const found = properties(copy, 'AWS::Scheduler::Schedule').find(
      ({ Name }) => Name === 'holdfast-production-integrity-canary',
    );
    if (!found) throw new Error('No schedule of the canary.');
    return found;
  };
  const alarmOf = (copy: StackTemplate[], name: string, region = PRIMARY) => {
    const found = properties(copy, 'AWS::CloudWatch::Alarm', region).find(
      ({ AlarmName }) => AlarmName === `holdfast-production-${name}`,
    );
    if (!found) throw new Error(`No alarm ${name}.`);
    return found;
  };
  const silent = (assessment: Assessment) =>
    assessment.findings.filter(({ rule }) => rule === 'silent-verifier').map(({ message }) => message);

  test('D6: damage is noticed by schedule and alarm of the canary, not by assumption', () => {
    expect(terms(assess(stacks, options), 'corruption')).toEqual([
      expect.stringMatching(/^720 The integrity canary finds broken checksums/),
      expect.stringMatching(/^900 An alarm reaches a person/),
    ]);
    const slower = changed((copy) => {
      canary(copy).ScheduleExpression = 'rate(1 hour)';
    });
    expect(row(slower, 'corruption').rpo.verdict).toBe('breached');
  });

  test.each<[string, (copy: StackTemplate[]) => void, RegExp]>([
    [
      'whose schedule is off',
      (copy) => Object.assign(canary(copy), { State: 'DISABLED' }),
      /what starts it is off/,
    ],
    [
      'that nothing starts',
      (copy) => {
        canary(copy).Target = {};
      },
      /nothing starts it/,
    ],
    [
      'whose findings nobody hears of',
      (copy) => {
        alarmOf(copy, 'integrity-canary-problem').AlarmActions = [];
      },
      /no alarm tells what it finds: of the one there is it has no action/,
    ],
    [
      'that may fall silent',
      (copy) => {
        alarmOf(copy, 'integrity-canary-silent').TreatMissingData = 'notBreaching';
      },
      /its silence counts as good/,
    ],
    [
      'that may not run',
      (copy) => {
        for (const lambda of properties(copy, 'AWS::Lambda::Function'))
          if (lambda.FunctionName === 'holdfast-production-integrity-canary')
            lambda.ReservedConcurrentExecutions = 0;
      },
      /it may not run/,
    ],
  ])('D3: a canary %s is named, and detection is an assumption again', (_name, change, message) => {
    const assessment = changed(change);
    expect(silent(assessment)).toEqual([expect.stringMatching(message)]);
    expect(terms(assessment, 'corruption')).toEqual(['1800 Damaged data is noticed after']);
  });

  test('D3: a verifier of backups whose alarm is muted is named', () => {
    const assessment = changed((copy) => {
      alarmOf(copy, 'backup-copies-problem', RECOVERY).ActionsEnabled = false;
    });
    expect(silent(assessment)).toEqual([
      expect.stringMatching(
        /^The verifier backup-copies of holdfast-production-verification proves nothing: no alarm tells/,
      ),
    ]);
  });

  test('D6: the alarm on the replica bounds what a lost region costs, and no alarm bounds nothing', () => {
    expect(terms(assess(stacks, options), 'region')).toEqual([
      expect.stringMatching(/^600 An alarm rings before the read replica is further behind than/),
    ]);
    const unwatched = changed((copy) => {
      alarmOf(copy, 'database-replica-lag', RECOVERY).TreatMissingData = 'notBreaching';
    });
    expect(terms(unwatched, 'region')).toEqual([
      expect.stringMatching(/^300 The cross-region read replica lags/),
    ]);
  });

  test('D6: without a replica, the alarm on the age of the replicated log bounds it', async () => {
    const cold = readAssembly(await synthesize({ context: { strategy: 'backup-restore' } }));
    expect(terms(assess(cold, options), 'region')).toEqual([
      expect.stringMatching(/^3240 An alarm rings before the newest moment to restore to/),
    ]);
  });

  test('D6: what a drill measured goes before both', () => {
    const measured = { ...options, assumptions: { 'corruption.detect': 60, 'rds.replicaLag': 2 } };
    const assessment = assess(stacks, measured);
    expect(terms(assessment, 'corruption')).toEqual(['60 Damaged data is noticed after']);
    expect(terms(assessment, 'region')).toEqual([expect.stringMatching(/^2 /)]);
  });
});

describe('The strategies', () => {
  test('D5, D6: the more is kept alive in the recovery region, the shorter the recovery and the smaller the loss', async () => {
    const seconds: Record<string, { rto: number; rpo: number }> = {};
    for (const strategy of STRATEGIES) {
      const region = row(
        assess(readAssembly(await synthesize({ context: { strategy } })), options),
        'region',
      );
      expect(region.verdict).toBe('holds');
      if (region.rto.estimate.kind !== 'estimate' || region.rpo.estimate.kind !== 'estimate')
        throw new Error(`${strategy} has no estimate.`);
      seconds[strategy] = { rto: region.rto.estimate.seconds, rpo: region.rpo.estimate.seconds };
    }
    const [cold, pilot, warm] = STRATEGIES.map(
      (strategy) => seconds[strategy] ?? { rto: Number.NaN, rpo: Number.NaN },
    );
    expect(cold?.rto).toBeGreaterThan(pilot?.rto ?? Number.NaN);
    expect(pilot?.rto).toBeGreaterThan(warm?.rto ?? Number.NaN);
    expect(cold?.rpo).toBeGreaterThan(pilot?.rpo ?? Number.NaN);
    expect(pilot?.rpo).toBe(warm?.rpo);
  }, 120_000);
});
