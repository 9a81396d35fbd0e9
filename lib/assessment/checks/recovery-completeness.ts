import type { ModelContext } from '../component-kind.ts';
import { taskDefinitionOf } from '../evidence/service.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord, referencesIn, textsIn, type Value } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** What is missing, which resource needs it, and the property that names it. */
interface Missing {
  readonly rule: string;
  readonly needs: Resource;
  readonly path: string;
  readonly what: string;
}

/** D5: what the recovery side needs to start must be in the recovery region; a missing piece is named. */
export const recoveryCompleteness: Check = (context) => {
  const { recoveryRegion } = context;
  if (recoveryRegion === undefined) return [];
  const there = (...types: readonly string[]) =>
    context.graph.ofType(...types).filter(({ stack }) => stack.region === recoveryRegion);
  const tasks = there('AWS::ECS::Service').flatMap(
    (service) => taskDefinitionOf(service, context.graph) ?? [],
  );
  return [
    ...tasks.flatMap((task) => [
      ...images(task, context),
      ...secrets(task, context, 'AWS::SecretsManager::Secret'),
      ...secrets(task, context, 'AWS::SSM::Parameter'),
    ]),
    ...there('AWS::ElasticLoadBalancingV2::Listener').flatMap((listener) => certificates(listener, context)),
    ...KEY_HOLDERS.flatMap(([type, path]) => there(type).flatMap((holder) => keys(holder, path, context))),
    ...NETWORKED.flatMap(([type, path, rule]) =>
      there(type).flatMap((holder) => network(holder, path, rule, context)),
    ),
  ].map((missing) => finding(missing, recoveryRegion));
};

function finding({ rule, needs, path, what }: Missing, region: string): Finding {
  return {
    rule,
    severity: 'breach',
    disruptions: ['region'],
    criteria: ['D5'],
    message: `${needs.logicalId} of ${needs.stack.name} needs ${what}, so it cannot start while the other region is gone.`,
    mends: [mend(needs, path, `Use one of ${region}`)],
  };
}

/** Resources with a key of their own, and the property that names it. */
const KEY_HOLDERS: readonly (readonly [type: string, path: string])[] = [
  ['AWS::RDS::DBInstance', 'KmsKeyId'],
  ['AWS::RDS::DBCluster', 'KmsKeyId'],
  ['AWS::SecretsManager::Secret', 'KmsKeyId'],
  ['AWS::ElastiCache::ReplicationGroup', 'KmsKeyId'],
  ['AWS::EFS::FileSystem', 'KmsKeyId'],
  ['AWS::Logs::LogGroup', 'KmsKeyId'],
  ['AWS::Backup::BackupVault', 'EncryptionKeyArn'],
];

/** Resources that stand in a network or on a parameter group, and the property that names it. */
const NETWORKED: readonly (readonly [type: string, path: string, rule: string])[] = [
  ['AWS::ECS::Service', 'NetworkConfiguration.AwsvpcConfiguration.Subnets', 'recovery-network'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Subnets', 'recovery-network'],
  ['AWS::RDS::DBInstance', 'DBSubnetGroupName', 'recovery-network'],
  ['AWS::RDS::DBInstance', 'DBParameterGroupName', 'recovery-parameter-group'],
];

/** The regions that ARNs and registry addresses of a service in a value name. */
function regionsIn(value: Value, pattern: RegExp): string[] {
  return textsIn(value).flatMap((text) => pattern.exec(text)?.[1] ?? []);
}

function images(task: Resource, { recoveryRegion }: ModelContext): Missing[] {
  return asList(property(task, 'ContainerDefinitions')).flatMap((container, index): Missing[] => {
    const image = isRecord(container) ? container.Image : undefined;
    const [region] = regionsIn(image, /\.dkr\.ecr\.([a-z0-9-]+)\./);
    if (region === undefined || region === recoveryRegion) return [];
    const what = `the image of a registry in ${region}`;
    return [{ rule: 'recovery-image', needs: task, path: `ContainerDefinitions.${index}.Image`, what }];
  });
}

const FORMS = {
  'AWS::SecretsManager::Secret': {
    rule: 'recovery-secret',
    noun: 'secret',
    region: /^arn:[\w-]+:secretsmanager:([a-z0-9-]+):/,
    name: /:secret:([^:]+)/,
  },
  'AWS::SSM::Parameter': {
    rule: 'recovery-parameter',
    noun: 'parameter',
    region: /^arn:[\w-]+:ssm:([a-z0-9-]+):/,
    name: /:parameter\/?([^:]+)/,
  },
} as const;

/** A secret or parameter that a task names must exist in the task's region, as its own or as a replica. */
function secrets(task: Resource, context: ModelContext, type: keyof typeof FORMS): Missing[] {
  const { rule, noun, region: placed, name: named } = FORMS[type];
  const { recoveryRegion } = context;
  return asList(property(task, 'ContainerDefinitions')).flatMap((container, index) =>
    asList(isRecord(container) ? container.Secrets : undefined).flatMap((entry, position): Missing[] => {
      const value = isRecord(entry) ? entry.ValueFrom : undefined;
      const path = `ContainerDefinitions.${index}.Secrets.${position}.ValueFrom`;
      const missing = (what: string): Missing[] => [{ rule, needs: task, path, what }];
      const foreign = context.graph.named(value, type).find(({ stack }) => stack.region !== recoveryRegion);
      if (foreign)
        return missing(`the ${noun} ${foreign.logicalId}, which lives in ${foreign.stack.region} alone`);
      if (typeof value !== 'string') return [];
      const region = placed.exec(value)?.[1];
      const name = named.exec(value)?.[1];
      if (region === undefined || name === undefined) return [];
      if (region !== recoveryRegion) return missing(`the ${noun} ${name} of ${region}`);
      return exists(name, type, context)
        ? []
        : missing(`the ${noun} ${name}, which no template has in ${region}`);
    }),
  );
}

/** An ARN ends in six random characters after a secret's name. */
function exists(name: string, type: keyof typeof FORMS, context: ModelContext): boolean {
  const bare = (text: string) => text.replace(/^\//, '');
  return context.graph.ofType(type).some((resource) => {
    const own = property(resource, 'Name');
    // A name that CloudFormation makes up, or that cannot be read, cannot be told apart from the one that is wanted.
    const same =
      typeof own !== 'string'
        ? own !== undefined
        : bare(own) === bare(name) || bare(name).replace(/-[A-Za-z0-9?]{6}$/, '') === bare(own);
    return same && (resource.stack.region === context.recoveryRegion || replicated(resource, context));
  });
}

function replicated(secret: Resource, { recoveryRegion }: ModelContext): boolean {
  return asList(property(secret, 'ReplicaRegions')).some(
    (replica) => isRecord(replica) && replica.Region === recoveryRegion,
  );
}

function certificates(listener: Resource, context: ModelContext): Missing[] {
  if (!['HTTPS', 'TLS'].includes(String(property(listener, 'Protocol')))) return [];
  const value = property(listener, 'Certificates');
  const rule = 'recovery-certificate';
  const missing = (what: string): Missing[] => [{ rule, needs: listener, path: 'Certificates', what }];
  if (asList(value).length === 0) return missing('a certificate and names none');
  const foreign = foreignRegion(value, /^arn:[\w-]+:acm:([a-z0-9-]+):/, context);
  return foreign === undefined ? [] : missing(`a certificate of ${foreign}`);
}

function keys(holder: Resource, path: string, context: ModelContext): Missing[] {
  const foreign = foreignRegion(property(holder, path), /^arn:[\w-]+:kms:([a-z0-9-]+):/, context);
  return foreign === undefined
    ? []
    : [{ rule: 'recovery-key', needs: holder, path, what: `a key of ${foreign}` }];
}

function network(holder: Resource, path: string, rule: string, context: ModelContext): Missing[] {
  const foreign = foreignRegion(property(holder, path), undefined, context);
  const noun = rule === 'recovery-network' ? 'subnets' : 'a parameter group';
  return foreign === undefined ? [] : [{ rule, needs: holder, path, what: `${noun} of ${foreign}` }];
}

/** A region other than the recovery region that a value leads to, by reference or by ARN. */
function foreignRegion(
  value: Value,
  arn: RegExp | undefined,
  { graph, recoveryRegion }: ModelContext,
): string | undefined {
  const referred = referencesIn(value).flatMap((reference) => graph.at(reference)?.stack.region ?? []);
  return [...referred, ...(arn ? regionsIn(value, arn) : [])].find((region) => region !== recoveryRegion);
}
