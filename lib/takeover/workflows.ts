import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import { takeoverPlaces } from './places.ts';
import type { TakeoverStep, TakeoverWorkflow } from './step.ts';

/** A decision at night takes a phone call; after that nobody is there to decide. */
const APPROVAL_MINUTES = 30;

/**
 * The workflows of an environment's plan: the recovery region takes over, the primary region is made ready again, the
 * primary region takes back, the recovery region is made ready again. The order inside each is the order of harm: the
 * old region stops writing before the new one begins, and users come last.
 *
 * @throws Error when the recovery region could not run as many tasks as the primary region may have run
 */
export function takeoverWorkflows(config: PlatformConfig, names: PlatformNames): TakeoverWorkflow[] {
  const { primary, recovery } = config.regions;
  requireRoom(config);
  const restored = config.strategy === 'backup-restore';
  return [
    {
      purpose: 'activate',
      region: recovery.name,
      description: `${recovery.name} takes over from ${primary.name}`,
      steps: [
        approval(
          'approve-takeover',
          `Approve when ${primary.name} will not be back within the objective. What was not yet replicated is given up, and going back takes hours.`,
        ),
        fence(primary.name),
        ...(restored ? restoreSteps(config, names) : [promote(config, names)]),
        ...serveSteps(config, names),
      ],
    },
    {
      purpose: 'postRecovery',
      region: primary.name,
      description: `${primary.name} is made ready to take back`,
      steps: prepareSteps(config, names, primary.name, recovery.name),
    },
    {
      purpose: 'activate',
      region: primary.name,
      description: `${primary.name} takes back from ${recovery.name}`,
      steps: [
        approval(
          'approve-failback',
          `Approve when the writes that ${primary.name} kept at its loss are reconciled, its replica is seconds behind, and few users are there: they wait for minutes.`,
        ),
        fence(recovery.name),
        promote(config, names),
        ...serveSteps(config, names),
      ],
    },
    ...(restored
      ? []
      : [
          {
            purpose: 'postRecovery' as const,
            region: recovery.name,
            description: `${recovery.name} is made ready to take over again`,
            steps: prepareSteps(config, names, recovery.name, primary.name),
          },
        ]),
  ];
}

function approval(name: string, description: string): TakeoverStep {
  return { name, description, timeoutMinutes: APPROVAL_MINUTES, block: { kind: 'approval' } };
}

function fence(region: string): TakeoverStep {
  return {
    name: 'fence',
    description: `The app of ${region} can no longer write to its database. A region that does not answer is taken for lost.`,
    timeoutMinutes: 20,
    block: { kind: 'action', action: 'fence', retryMinutes: 1 },
  };
}

function promote(config: PlatformConfig, names: PlatformNames): TakeoverStep {
  return {
    name: 'promote-replica',
    description: 'The replica becomes an instance of its own and takes writes.',
    timeoutMinutes: 45,
    block: { kind: 'promote', instances: takeoverPlaces(config, names).instances },
  };
}

/** The engine cannot restore a database, nor tell the tasks where it is. */
function restoreSteps({ regions }: PlatformConfig, names: PlatformNames): TakeoverStep[] {
  const host = `$(aws rds describe-db-instances --region ${regions.recovery.name} --db-instance-identifier ${names.databaseReplica} --query 'DBInstances[0].Endpoint.Address' --output text)`;
  return [
    {
      name: 'restore-database',
      description: 'The database is restored from its replicated backups, to their last moment.',
      timeoutMinutes: 110,
      block: { kind: 'action', action: 'restore', retryMinutes: 2 },
    },
    {
      name: 'point-tasks-at-database',
      description: `Run, then approve: aws ssm put-parameter --region ${regions.recovery.name} --overwrite --name ${names.databaseHostParameter} --value "${host}"`,
      timeoutMinutes: 10,
      block: { kind: 'approval' },
    },
  ];
}

function serveSteps(config: PlatformConfig, names: PlatformNames): TakeoverStep[] {
  const { tasks, tasksForDeclaredLoad } = config.service;
  const { primary, recovery } = config.regions;
  return [
    {
      name: 'open-database',
      description: 'The app of this region may sign in, and the database gets a standby.',
      timeoutMinutes: 20,
      block: { kind: 'action', action: 'open', retryMinutes: 1 },
    },
    {
      name: 'scale-service',
      description:
        'As many tasks as the other region ran in the last 24 hours, as a new minimum, and healthy.',
      timeoutMinutes: 15,
      block: {
        kind: 'scale',
        services: takeoverPlaces(config, names).services,
        ungracefulPercent: Math.ceil((100 * tasksForDeclaredLoad) / tasks.min),
      },
    },
    ...(config.domain && names.originHost
      ? [
          {
            name: 'switch-traffic',
            description:
              'Users are answered by this region, and the other one stays off when it looks healthy again.',
            timeoutMinutes: 5,
            block: {
              kind: 'traffic' as const,
              hostedZoneId: config.domain.hostedZoneId,
              recordName: names.originHost,
              // The identifiers of the failover records.
              records: { [primary.name]: 'primary', [recovery.name]: 'recovery' },
            },
          },
        ]
      : []),
    {
      name: 'verify',
      description: 'The database takes writes, the site answers, and this region’s tasks are who answers.',
      timeoutMinutes: 15,
      block: { kind: 'action', action: 'verify', retryMinutes: 1 },
    },
  ];
}

function prepareSteps(
  config: PlatformConfig,
  names: PlatformNames,
  region: string,
  active: string,
): TakeoverStep[] {
  const { instanceNames, instances } = takeoverPlaces(config, names);
  return [
    approval(
      'approve-rebuild',
      `Approve when ${region} is healthy. ${instanceNames[region]} is renamed and kept: compare its last writes with those of ${active} before it is deleted.`,
    ),
    {
      name: 'recreate-replica',
      description: `A new ${instanceNames[region]} follows the database of ${active}.`,
      timeoutMinutes: 300,
      block: { kind: 'replicate', instances },
    },
  ];
}

/** The engine registers what the other region ran as the new minimum, and ECS refuses one above the maximum. */
function requireRoom({ service }: PlatformConfig): void {
  if (service.recoveryTasks.max >= service.tasks.max) return;
  throw new Error(
    `service.recoveryTasks.max is ${service.recoveryTasks.max}, and the primary region may run service.tasks.max, ${service.tasks.max}: a takeover could not scale the recovery region to that. Raise the first to at least the second.`,
  );
}
