import { z } from 'zod';
import { ASSUMPTION_IDS } from '../assessment/assumptions.ts';
import { DISRUPTIONS } from '../assessment/disruptions.ts';
import { parseDuration } from '../duration.ts';
import { overlaps, parseCidr } from './cidr.ts';
import { INSTANCE_FAMILIES, instanceMemoryGiB } from './instance-classes.ts';

/** How much of the platform is kept alive in the recovery region. */
export const STRATEGIES = ['backup-restore', 'pilot-light', 'warm-standby'] as const;
export type Strategy = (typeof STRATEGIES)[number];

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'a duration such as 90s, 30m, 4h or 1d')
  .describe('duration');

const instanceClass = (example: string) =>
  z
    .string()
    .refine(
      (value) => instanceMemoryGiB(value) !== undefined,
      `FAMILY.SIZE with a family of ${INSTANCE_FAMILIES.join(', ')}, for example ${example}`,
    );

const accountId = z.string().regex(/^\d{12}$/, 'an AWS account id of 12 digits, for example 111122223333');

/** RDS and ElastiCache refuse names that end in a dash or have two in a row. */
const name = (example: string) =>
  z
    .string()
    .regex(
      /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      `2-20 lower-case letters, digits or single dashes, starting with a letter, for example ${example}`,
    );

/** `APPLICATION-ENVIRONMENT-cache` is a replication group's id, which ElastiCache limits to 40 characters. */
const MAX_PREFIX_LENGTH = 40 - '-cache'.length;

/** The one environment that may be put under load: production's users would wait, and its data would be written to. */
const LOAD_TESTED = 'staging';

const cidr = z.string().refine((text) => {
  const block = parseCidr(text);
  return block !== undefined && block.prefix >= 16 && block.prefix <= 20;
}, 'an IPv4 block between /16 and /20, for example 10.20.0.0/16');

const region = z
  .strictObject({
    name: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region name, for example eu-central-1'),
    /** Given explicitly, so that synthesis needs neither credentials nor look-ups. */
    zones: z
      .array(z.string())
      .min(2, 'at least two zones, for example ["eu-central-1a", "eu-central-1b"]')
      .max(3, 'at most three zones'),
    cidr,
  })
  .superRefine((value, context) => {
    value.zones.forEach((zone, index) => {
      if (!zone.startsWith(value.name) || !/^[a-z]$/.test(zone.slice(value.name.length))) {
        context.addIssue({
          code: 'custom',
          path: ['zones', index],
          message: `a zone of ${value.name}, for example ${value.name}a`,
          input: zone,
        });
      }
    });
    if (new Set(value.zones).size !== value.zones.length) {
      context.addIssue({
        code: 'custom',
        path: ['zones'],
        message: 'zones that differ from each other',
        input: value.zones,
      });
    }
  });

const httpsAddress = (example: string) =>
  z.url({ protocol: /^https$/, error: `an https address, for example ${example}` });

const httpsOrigin = httpsAddress('https://app.example.com').refine(
  (text) => URL.parse(text)?.origin === text,
  'an https origin in lower case without a path, for example https://app.example.com',
);

const modelDeployment = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'the name of a deployment in Azure OpenAI, for example proposals-large',
  );

const mailAddress = (example: string) => z.email(`an e-mail address, for example ${example}`);

const objective = z.strictObject({ rto: duration, rpo: duration });

const taskBounds = z
  .strictObject({ min: z.int().min(0).max(1000), max: z.int().min(1).max(1000) })
  .refine((bounds) => bounds.min <= bounds.max, 'min not above max, for example { min: 3, max: 30 }');

const shape = z.strictObject({
  /** Prefix of every name that recovery depends on. */
  application: name('holdfast'),
  environment: name('production'),
  accounts: z.strictObject({
    workload: accountId,
    /** Holds the locked copies that survive an administrator of the workload account. */
    backup: accountId.optional(),
  }),
  /** Without a domain there is no certificate and no DNS failover: writes do not follow to the recovery region. */
  domain: z
    .strictObject({
      name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'a host name, for example app.example.com'),
      hostedZoneId: z
        .string()
        .regex(/^Z[A-Z0-9]{5,31}$/, 'a Route 53 hosted zone id, for example Z0123456789EXAMPLE'),
      hostedZoneName: z
        .string()
        .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'the zone the name lies in, for example example.com'),
    })
    .refine(
      (domain) => domain.name === domain.hostedZoneName || domain.name.endsWith(`.${domain.hostedZoneName}`),
      'a name inside its hosted zone, for example app.example.com in example.com',
    )
    .optional(),
  /**
   * Origins that browsers know the site under; the app takes writes from no other. Needed without a domain, once the
   * first deployment has told the name that CloudFront chose.
   * @default - the domain, if there is one
   */
  publicOrigins: z
    .array(httpsOrigin)
    .min(1, 'at least one origin, for example ["https://app.example.com"]')
    .max(10, 'at most ten origins')
    .optional(),
  regions: z.strictObject({ primary: region, recovery: region }),
  strategy: z.enum(STRATEGIES),
  database: z.strictObject({
    /** A minor version: a bare major is reported as deprecated. */
    engineVersion: z.string().regex(/^1[4-9]\.\d{1,2}$/, 'a PostgreSQL minor version, for example 17.6'),
    instanceClass: instanceClass('r7g.large'),
    storageGiB: z.int().min(20).max(65_536),
    maxStorageGiB: z.int().min(20).max(65_536),
    multiAz: z.boolean(),
    /** Point-in-time recovery window, days; RDS allows 35 at most. 0 switches backups off. */
    backupRetentionDays: z.int().min(0).max(35),
    deletionProtection: z.boolean(),
    /** Set in the parameter group, so that the pool check is proven by the template alone. */
    maxConnections: z.int().min(50).max(5000),
  }),
  cache: z.strictObject({
    instanceClass: instanceClass('m7g.large'),
    /** Replicas beside the primary node; one per further zone. */
    replicas: z.int().min(0).max(5),
  }),
  service: z.strictObject({
    /** 1024 units are one vCPU. */
    cpuUnits: z.union(
      [z.literal(512), z.literal(1024), z.literal(2048), z.literal(4096)],
      '512, 1024, 2048 or 4096',
    ),
    memoryMiB: z.int().min(1024).max(30_720),
    tasks: taskBounds,
    /** Tasks that carry the declared load; minimum capacity must still hold it with one zone gone. */
    tasksForDeclaredLoad: z.int().min(1).max(1000),
    /** Bounds in the recovery region after takeover. */
    recoveryTasks: taskBounds,
    /** Database connections that one task may open. */
    poolSize: z.int().min(1).max(100),
    targets: z.strictObject({
      cpuPercent: z.int().min(20).max(90),
      memoryPercent: z.int().min(20).max(90),
      requestsPerTargetPerMinute: z.int().min(10).max(1_000_000),
    }),
  }),
  /**
   * Azure OpenAI, which drafts proposals. Its key is in Secrets Manager; see docs/secrets.md.
   * @default - proposals are drafted from templates alone
   */
  drafting: z
    .strictObject({
      /** Address of the Azure OpenAI resource. */
      endpoint: httpsAddress('https://example.openai.azure.com'),
      deployment: modelDeployment,
      /** Asked when the first deployment gives no answer; it accepts the same key. */
      fallback: z
        .strictObject({
          deployment: modelDeployment,
          /** @default - the address of the first deployment */
          endpoint: httpsAddress('https://example-second.openai.azure.com').optional(),
        })
        .optional(),
    })
    .optional(),
  /**
   * Dynamics 365, which customers are mirrored from. Its client secret is in Secrets Manager; see docs/secrets.md.
   * @default - customers stay as they are in the database
   */
  crm: z
    .strictObject({
      /** Address of the organisation. */
      url: httpsAddress('https://example.crm4.dynamics.com'),
      /** OAuth 2.0 token endpoint of its tenant. */
      tokenUrl: httpsAddress('https://login.microsoftonline.com/TENANT/oauth2/v2.0/token'),
      clientId: z.guid('the id of an app registration, for example 00000000-0000-0000-0000-000000000000'),
    })
    .optional(),
  backup: z.strictObject({
    dailyRetentionDays: z.int().min(7).max(3650),
    weeklyRetentionDays: z.int().min(28).max(3650),
    /** `compliance` cannot be lifted by anyone once its three days of grace are over. */
    lock: z.enum(['governance', 'compliance']),
  }),
  /** Raise by one and deploy to rotate the secret between CloudFront and the load balancers; the previous one stays accepted. */
  originSecretVersion: z.int().min(1).max(10_000),
  alarms: z.strictObject({
    /** Told of what must be looked at now. */
    email: mailAddress('oncall@example.com').optional(),
    /**
     * Told of what can wait until working hours.
     * @default - the address for what must be looked at now
     */
    ticketEmail: mailAddress('platform@example.com').optional(),
    /**
     * Slack channel that is told of both.
     * @default - none
     */
    chat: z
      .strictObject({
        slackWorkspaceId: z
          .string()
          .regex(/^T[0-9A-Z]{8,254}$/, 'the id of a Slack workspace, for example T0123456789'),
        slackChannelId: z
          .string()
          .regex(/^[CG][0-9A-Z]{8,254}$/, 'the id of a Slack channel, for example C0123456789'),
      })
      .optional(),
  }),
  chaos: z
    .strictObject({
      /**
       * Puts an agent beside the app in every task, through which FIS slows, cuts or drops the task's network. Meant for
       * environments that are rehearsed in: the agent takes commands from SSM and shares the task's processes.
       */
      taskFaults: z.boolean(),
    })
    .default({ taskFaults: false }),
  loadTest: z
    .strictObject({
      /** Adds a stack with a task that puts staging under the load of 1,000 users and more; see docs/performance.md. */
      enabled: z.boolean(),
    })
    .default({ enabled: false }),
  objectives: z.strictObject({
    /** Strict lower bound, percent over a month. */
    availabilityPercent: z.number().min(90).max(99.999),
    /** Share of answers, percent, that take at most so many milliseconds; drafts and signing in have no such limit. */
    latency: z
      .strictObject({ milliseconds: z.int().min(1).max(60_000), percent: z.number().min(50).max(99.99) })
      .default({ milliseconds: 200, percent: 95 }),
    perDisruption: z.partialRecord(z.enum(DISRUPTIONS), objective),
  }),
  /** Replaces the defaults of the recovery model's assumptions, by id, in each assumption's own unit. */
  assumptions: z.partialRecord(z.enum(ASSUMPTION_IDS), z.number().min(0)),
});

/** A user's platform configuration; every field is documented where the schema declares it. */
export const platformConfigSchema = shape.superRefine((config, context) => {
  const issue = (path: (string | number)[], message: string, input: unknown) =>
    context.addIssue({ code: 'custom', path, message, input });
  const prefixLength = `${config.application}-${config.environment}`.length;
  if (prefixLength > MAX_PREFIX_LENGTH) {
    issue(
      ['environment'],
      `short enough that application and environment together have at most ${MAX_PREFIX_LENGTH - 1} characters, for example production`,
      config.environment,
    );
  }
  const { primary, recovery } = config.regions;
  if (primary.name === recovery.name) {
    issue(
      ['regions', 'recovery', 'name'],
      `a region other than the primary one, ${primary.name}, for example eu-west-1`,
      recovery.name,
    );
  }
  const blocks = [parseCidr(primary.cidr), parseCidr(recovery.cidr)];
  if (blocks[0] && blocks[1] && overlaps(blocks[0], blocks[1])) {
    issue(
      ['regions', 'recovery', 'cidr'],
      `a block that does not overlap the primary region's ${primary.cidr}, for example 10.40.0.0/16`,
      recovery.cidr,
    );
  }
  if (config.database.maxStorageGiB < config.database.storageGiB) {
    issue(
      ['database', 'maxStorageGiB'],
      `at least storageGiB, ${config.database.storageGiB}`,
      config.database.maxStorageGiB,
    );
  }
  if (config.loadTest.enabled && config.environment !== LOAD_TESTED) {
    issue(
      ['loadTest', 'enabled'],
      `false outside of ${LOAD_TESTED}, because a thousand users would write into the database of ${config.environment}; switch it on in lib/config/environments/${LOAD_TESTED}.ts alone`,
      true,
    );
  }
  if (config.loadTest.enabled && config.domain === undefined) {
    issue(
      ['loadTest', 'enabled'],
      'false without a domain, because the load balancer then has no certificate and sessions would travel unencrypted; set domain first',
      true,
    );
  }
  if (config.accounts.backup === config.accounts.workload) {
    issue(
      ['accounts', 'backup'],
      'an account other than the workload account, for example 444455556666',
      config.accounts.backup,
    );
  }
});

export type PlatformConfig = z.infer<typeof platformConfigSchema>;
/** What an environment file contains. */
export type PlatformConfigInput = z.input<typeof platformConfigSchema>;
export type RegionConfig = PlatformConfig['regions']['primary'];
