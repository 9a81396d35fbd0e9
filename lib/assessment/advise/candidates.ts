import { isDeepStrictEqual } from 'node:util';
import type { Assessment, Finding, Mend } from '../model.ts';
import type { StackTemplate, TemplateResource } from '../read/template.ts';
import type { PropertyChange } from '../what-if.ts';
import { COSTS, type Cost, costOf, REMEDIES } from './remedies.ts';

/** Changes that belong together, with what they cost. */
export interface Candidate {
  readonly changes: readonly PropertyChange[];
  readonly cost: Cost;
}

/** Every change worth trying against the findings: those that they name with a value, then the known remedies. Cheapest first. */
export function remedyCandidates(
  stacks: readonly StackTemplate[],
  findings: readonly Finding[],
  assessment: Assessment,
): Candidate[] {
  const named = findings.flatMap(({ mends }) => mends).flatMap((mend) => fromMend(mend, stacks));
  const known = stacks
    .filter(({ region }) => region !== assessment.regions.recovery)
    .flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) =>
        REMEDIES.filter(({ type }) => type === resource.Type).flatMap(({ set, cost }): Candidate[] => {
          const changes = Object.entries(set(resource))
            .map(([path, value]) => ({ stack: stack.name, logicalId, path: path.split('.'), value }))
            .filter(({ path, value }) => !isDeepStrictEqual(valueAt(resource, path), value));
          return changes.length === 0 ? [] : [{ changes, cost }];
        }),
      ),
    );
  return distinct([...named, ...known]).sort(
    (one, other) =>
      COSTS.indexOf(one.cost) - COSTS.indexOf(other.cost) || one.changes.length - other.changes.length,
  );
}

/** A mend that says which value to set can be tried; one that asks for a new resource cannot. */
function fromMend(
  { stack, logicalId, property, change }: Mend,
  stacks: readonly StackTemplate[],
): Candidate[] {
  const value = valueIn(change);
  const [root, ...rest] = property.split('.');
  const path = root === 'Properties' ? rest : [root ?? '', ...rest];
  const resource = stacks.find(({ name }) => name === stack)?.template.Resources?.[logicalId];
  if (value === undefined || path.length === 0 || !resource) return [];
  return [{ changes: [{ stack, logicalId, path, value }], cost: costOf(path.join('.')) }];
}

/** A literal value or a region's name; "another region" and "the recovery region" leave the choice to a person. */
const VALUE =
  /^(?:Set|Raise|Lower) [\w.]+ to (?:at least )?(true|false|\d+|Enabled|ENABLED|[a-z]{2}(?:-[a-z]+)+-\d)(?=$|[\s,.;])/;

function valueIn(change: string): unknown {
  const text = VALUE.exec(change)?.[1];
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * Every way to weaken what the results in use rest on, one property at a time: whatever a chosen route names as its proof
 * or as the origin of a term is removed, switched over or brought to its least. So a new kind of component needs no entry
 * here.
 */
export function weakeningCandidates(stacks: readonly StackTemplate[], assessment: Assessment): Candidate[] {
  const places = new Map<string, { stack: string; logicalId: string; path: string[] }>();
  const add = (stack: string, logicalId: string, property: string): void => {
    const [root, ...rest] = property.split('.');
    const path = root === 'Properties' ? rest : [root ?? ''];
    if (path.length > 0 && path[0] !== '' && path[0] !== 'Type')
      places.set(`${stack}/${logicalId}.${path.join('.')}`, { stack, logicalId, path });
  };
  for (const { best } of assessment.estimates) {
    const terms = [best?.rto, best?.rpo].flatMap((one) => (one?.kind === 'estimate' ? one.terms : []));
    for (const origin of [...(best?.proof ?? []), ...terms.flatMap(({ origins }) => origins)])
      if (origin.kind === 'template') add(origin.stack, origin.logicalId, origin.path);
  }
  for (const stack of stacks)
    for (const [logicalId, { Type }] of Object.entries(stack.template.Resources ?? {}))
      for (const path of WATCHED[Type] ?? []) add(stack.name, logicalId, `Properties.${path}`);
  return distinct(
    [...places.values()].flatMap(({ stack, logicalId, path }) => {
      const resource = stacks.find(({ name, template }) => name === stack && template.Resources?.[logicalId])
        ?.template.Resources?.[logicalId];
      return resource === undefined
        ? []
        : weaker(valueAt(resource, path), path).map(
            (value): Candidate => ({
              changes: [{ stack, logicalId, path, value }],
              cost: 'free',
            }),
          );
    }),
  );
}

/** Properties that a check watches without naming them as an origin. */
const WATCHED: Record<string, readonly string[]> = {
  'AWS::RDS::DBInstance': [
    'MultiAZ',
    'BackupRetentionPeriod',
    'DeletionProtection',
    'AutomaticBackupReplicationRegion',
  ],
  'AWS::ElastiCache::ReplicationGroup': ['AutomaticFailoverEnabled', 'MultiAZEnabled', 'NumCacheClusters'],
  'AWS::Backup::BackupVault': ['LockConfiguration', 'EncryptionKeyArn'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['MinCapacity'],
  'AWS::ECS::Service': ['DesiredCount'],
  'AWS::Route53::RecordSet': ['HealthCheckId', 'TTL'],
};

/** @returns values to try; `undefined` removes the property */
function weaker(value: unknown, path: readonly string[]): unknown[] {
  if (value === undefined) return [];
  if (typeof value === 'boolean') return [!value];
  if (/^DeletionPolicy|^UpdateReplacePolicy/.test(path[0] ?? '')) return value === 'Delete' ? [] : ['Delete'];
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    // A count is weaker when it is smaller, an interval when it is longer: both are tried.
    return [...new Set([0, 1, number * 10])].filter((other) => other !== number);
  }
  return [undefined];
}

function valueAt(resource: TemplateResource, path: readonly string[]): unknown {
  const [first = ''] = path;
  const attribute = path.length === 1 && /^(DeletionPolicy|UpdateReplacePolicy|Condition)$/.test(first);
  let value: unknown = attribute ? resource : resource.Properties;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [
    ...new Map(
      candidates.map((candidate) => [JSON.stringify(candidate.changes, keepUndefined), candidate]),
    ).values(),
  ];
}

function keepUndefined(_key: string, value: unknown): unknown {
  return value === undefined ? '\u0000removed' : value;
}
