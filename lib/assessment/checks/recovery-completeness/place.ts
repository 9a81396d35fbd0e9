import type { ModelContext } from '../../component-kind.ts';
import { property, type Resource } from '../../read/graph.ts';
import { asList, type Value } from '../../read/value.ts';
import { foreignRegion, type Missing } from './missing.ts';

/** Resources with a key of their own, and the property that names it. */
export const KEY_HOLDERS: readonly (readonly [type: string, path: string])[] = [
  ['AWS::RDS::DBInstance', 'KmsKeyId'],
  ['AWS::RDS::DBCluster', 'KmsKeyId'],
  ['AWS::SecretsManager::Secret', 'KmsKeyId'],
  ['AWS::ElastiCache::ReplicationGroup', 'KmsKeyId'],
  ['AWS::EFS::FileSystem', 'KmsKeyId'],
  ['AWS::Logs::LogGroup', 'KmsKeyId'],
  ['AWS::Backup::BackupVault', 'EncryptionKeyArn'],
];

/** Resources that stand in a network or on a parameter group, and the property that names it. */
export interface Networked {
  readonly type: string;
  readonly path: string;
  readonly rule: string;
  /** What is named, where a literal name can stand for it; its own property of that name has the same one. */
  readonly names?: readonly [type: string, path: string];
}

export const NETWORKED: readonly Networked[] = [
  {
    type: 'AWS::ECS::Service',
    path: 'NetworkConfiguration.AwsvpcConfiguration.Subnets',
    rule: 'recovery-network',
  },
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', path: 'Subnets', rule: 'recovery-network' },
  {
    type: 'AWS::RDS::DBInstance',
    path: 'DBSubnetGroupName',
    rule: 'recovery-network',
    names: ['AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName'],
  },
  {
    type: 'AWS::RDS::DBInstance',
    path: 'DBParameterGroupName',
    rule: 'recovery-parameter-group',
    names: ['AWS::RDS::DBParameterGroup', 'DBParameterGroupName'],
  },
];

/** A listener that encrypts must have a certificate of its own region. */
export function certificates(listener: Resource, context: ModelContext): Missing[] {
  if (!['HTTPS', 'TLS'].includes(String(property(listener, 'Protocol')))) return [];
  const value = property(listener, 'Certificates');
  const rule = 'recovery-certificate';
  const missing = (what: string): Missing[] => [{ rule, needs: listener, path: 'Certificates', what }];
  if (asList(value).length === 0) return missing('a certificate and names none');
  const foreign = foreignRegion(value, /^arn:[\w-]+:acm:([a-z0-9-]+):/, context);
  return foreign === undefined ? [] : missing(`a certificate of ${foreign}`);
}

/** A key of another region cannot be used while that one is gone. */
export function keys(holder: Resource, path: string, context: ModelContext): Missing[] {
  const foreign = foreignRegion(property(holder, path), /^arn:[\w-]+:kms:([a-z0-9-]+):/, context);
  return foreign === undefined
    ? []
    : [{ rule: 'recovery-key', needs: holder, path, what: `a key of ${foreign}` }];
}

/** Subnets and parameter groups of another region cannot be used at all. */
export function network(
  holder: Resource,
  { path, rule, names }: Networked,
  context: ModelContext,
): Missing[] {
  const value = property(holder, path);
  const foreign = foreignRegion(value, undefined, context) ?? (names && onlyElsewhere(value, names, context));
  const noun = rule === 'recovery-network' ? 'subnets' : 'a parameter group';
  return foreign === undefined ? [] : [{ rule, needs: holder, path, what: `${noun} of ${foreign}` }];
}

/** The region of what a literal name stands for, when templates have the name and none of the recovery region does. */
function onlyElsewhere(
  value: Value,
  [type, path]: readonly [type: string, path: string],
  { graph, recoveryRegion }: ModelContext,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  const regions = graph.holding(value, type, path).map(({ stack }) => stack.region);
  return regions.includes(recoveryRegion ?? '') ? undefined : regions[0];
}
