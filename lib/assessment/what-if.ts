import type { Assessment } from './model.ts';
import { didYouMean, nearNames } from './near-names.ts';
import type { StackTemplate, Template, TemplateResource } from './read/template.ts';

/** A change of one property of one resource. */
export interface PropertyChange {
  /** Name of the stack; needed only where several stacks have the logical id. */
  readonly stack?: string;
  readonly logicalId: string;
  /** Path inside the properties, or a resource attribute such as `DeletionPolicy`; empty for the whole resource. */
  readonly path: readonly string[];
  /** `undefined` removes the property, or the resource. */
  readonly value: unknown;
}

/** A change that cannot be read or made, told in a sentence. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}

/** Attributes of a resource that stand beside its properties. */
const ATTRIBUTES = ['DeletionPolicy', 'UpdateReplacePolicy', 'Condition'];
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads `LogicalId.Property=value` or `stack/LogicalId.List.0.Property=value`. The value is JSON where it is valid JSON,
 * else text; nothing behind `=` removes the property, and `LogicalId=` the whole resource.
 *
 * @throws ChangeError when the text has another form
 */
export function parseChange(text: string): PropertyChange {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ChangeError(
      `"${text}" is not a change: write LogicalId.Property=value, such as Database.MultiAZ=true.`,
    );
  }
  const [place = '', ...path] = text.slice(0, equals).split('.');
  const slash = place.lastIndexOf('/');
  const logicalId = place.slice(slash + 1);
  const written = text.slice(equals + 1);
  const inner = path[0] === 'Properties' ? path.slice(1) : path;
  if (logicalId === '' || inner.some((key) => key === '' || UNSAFE.has(key))) {
    throw new ChangeError(
      `"${text}" names no property: write LogicalId.Property=value, such as Database.MultiAZ=true.`,
    );
  }
  if (inner.length === 0 && written !== '') {
    throw new ChangeError(
      `"${text}" names no property: write ${logicalId}.Property=${written}, or ${logicalId}= to remove it.`,
    );
  }
  const value = written === '' ? undefined : jsonOrText(written);
  return { ...(slash > 0 ? { stack: place.slice(0, slash) } : {}), logicalId, path: inner, value };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** `database/Database.MultiAZ=true`, the form that `parseChange` reads. */
export function changeText({ stack, logicalId, path, value }: PropertyChange): string {
  const place = [stack === undefined ? logicalId : `${stack}/${logicalId}`, ...path].join('.');
  return `${place}=${value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/**
 * The templates with the changes made; what was handed in stays as it is.
 *
 * @param known assessment of the unchanged templates: the properties that it looked at may be set although the template
 *   leaves them out. Without it nothing but unknown resources is refused.
 * @throws ChangeError when a resource or property is not known
 */
export function applyChanges(
  stacks: readonly StackTemplate[],
  changes: readonly PropertyChange[],
  known?: Assessment,
): StackTemplate[] {
  return changes.reduce<StackTemplate[]>((current, change) => applied(current, change, known), [...stacks]);
}

function applied(
  stacks: readonly StackTemplate[],
  change: PropertyChange,
  known?: Assessment,
): StackTemplate[] {
  const index = stackOf(stacks, change);
  return stacks.map((stack, position) => {
    if (position !== index) return stack;
    const template = structuredClone(stack.template) as Template & {
      Resources: Record<string, TemplateResource>;
    };
    const resource = template.Resources[change.logicalId] as TemplateResource;
    if (known) refuseUnknown(stacks, resource, change, known);
    if (change.path.length === 0) delete template.Resources[change.logicalId];
    else set(resource, change);
    return { ...stack, template };
  });
}

function stackOf(stacks: readonly StackTemplate[], { stack, logicalId }: PropertyChange): number {
  const has = (template: Template) => Object.hasOwn(template.Resources ?? {}, logicalId);
  const found = stacks.flatMap(({ name, template }, index) =>
    has(template) && (stack === undefined || stack === name) ? [index] : [],
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    const names = found.map((index) => `${stacks[index]?.name}/${logicalId}`).join(' or ');
    throw new ChangeError(`Several stacks have a resource ${logicalId}: write ${names}.`);
  }
  const where = stack === undefined ? '' : ` in stack ${stack}`;
  const ids = stacks.flatMap(({ template }) => Object.keys(template.Resources ?? {}));
  throw new ChangeError(`There is no resource ${logicalId}${where}${didYouMean(logicalId, ids)}`);
}

function set(resource: TemplateResource, { logicalId, path, value }: PropertyChange): void {
  const [first = ''] = path;
  const whole = resource as unknown as Record<string, unknown>;
  if (path.length > 1 || !ATTRIBUTES.includes(first)) whole.Properties ??= {};
  let target = (ATTRIBUTES.includes(first) && path.length === 1 ? whole : whole.Properties) as Record<
    string,
    unknown
  >;
  path.slice(0, -1).forEach((key, depth) => {
    const next = target[key] ?? {};
    if (typeof next !== 'object') {
      const place = [logicalId, ...path.slice(0, depth + 1)].join('.');
      throw new ChangeError(
        `${place} is ${JSON.stringify(next)}, which has no ${path[depth + 1]}; set it whole.`,
      );
    }
    inList(target, key, logicalId);
    target[key] = next;
    target = next as Record<string, unknown>;
  });
  const last = path.at(-1) ?? '';
  inList(target, last, logicalId);
  if (value !== undefined) target[last] = value;
  else if (Array.isArray(target)) target.splice(Number(last), 1);
  else delete target[last];
}

/** A list may grow by one, at its end. */
function inList(target: unknown, key: string, logicalId: string): void {
  if (!Array.isArray(target)) return;
  if (/^\d+$/.test(key) && Number(key) <= target.length) return;
  throw new ChangeError(
    `${logicalId} has a list of ${target.length} there, so "${key}" is no position in it; positions count from 0.`,
  );
}

function refuseUnknown(
  stacks: readonly StackTemplate[],
  resource: TemplateResource,
  { logicalId, path }: PropertyChange,
  known: Assessment,
): void {
  const [name] = path;
  if (name === undefined || (path.length === 1 && ATTRIBUTES.includes(name))) return;
  const names = knownProperties(stacks, resource.Type, known);
  if (names.has(name)) return;
  const near = nearNames(name, names);
  const hint =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : `known are ${[...names].sort().slice(0, 12).join(', ') || 'none'}.`;
  throw new ChangeError(
    `Neither a template nor the model knows a property ${name} of ${logicalId} (${resource.Type}); ${hint}`,
  );
}

/** Properties that a resource of the type has in the templates, or that the model looked at. */
function knownProperties(stacks: readonly StackTemplate[], type: string, known: Assessment): Set<string> {
  const names = new Set<string>(COMMON[type] ?? []);
  const typeOf = new Map<string, string>();
  for (const { name, template } of stacks) {
    for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
      typeOf.set(`${name}/${logicalId}`, resource.Type);
      if (resource.Type === type) for (const key of Object.keys(resource.Properties ?? {})) names.add(key);
    }
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const { stack, logicalId, path, property } = value as Record<string, unknown>;
    const place = path ?? property;
    if (typeof place === 'string' && typeOf.get(`${String(stack)}/${String(logicalId)}`) === type) {
      const [root, first] = place.split('.');
      if (root === 'Properties' && first) names.add(first);
    }
    Object.values(value).forEach(visit);
  };
  visit([known.estimates, known.findings, known.unresolved]);
  return names;
}

/** Properties that decide a recovery, and that a template may leave out without the model having had a reason to look. */
const COMMON: Record<string, readonly string[]> = {
  'AWS::RDS::DBInstance': [
    'AllocatedStorage',
    'AutomaticBackupReplicationKmsKeyId',
    'AutomaticBackupReplicationRegion',
    'BackupRetentionPeriod',
    'DBSubnetGroupName',
    'DeleteAutomatedBackups',
    'DeletionProtection',
    'KmsKeyId',
    'MaxAllocatedStorage',
    'MultiAZ',
    'StorageEncrypted',
  ],
  'AWS::RDS::DBCluster': [
    'BackupRetentionPeriod',
    'DeletionProtection',
    'GlobalClusterIdentifier',
    'StorageEncrypted',
  ],
  'AWS::ElastiCache::ReplicationGroup': [
    'AutomaticFailoverEnabled',
    'MultiAZEnabled',
    'NumCacheClusters',
    'NumNodeGroups',
    'ReplicasPerNodeGroup',
    'SnapshotRetentionLimit',
  ],
  'AWS::S3::Bucket': ['ObjectLockEnabled', 'ReplicationConfiguration', 'VersioningConfiguration'],
  'AWS::DynamoDB::Table': ['DeletionProtectionEnabled', 'PointInTimeRecoverySpecification'],
  'AWS::ECS::Service': [
    'AvailabilityZoneRebalancing',
    'DeploymentConfiguration',
    'DesiredCount',
    'NetworkConfiguration',
  ],
  'AWS::Backup::BackupVault': ['EncryptionKeyArn', 'LockConfiguration'],
};
