import type { ModelContext } from '../../component-kind.ts';
import { property, type Resource } from '../../read/graph.ts';
import { asList } from '../../read/value.ts';
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
export const NETWORKED: readonly (readonly [type: string, path: string, rule: string])[] = [
  ['AWS::ECS::Service', 'NetworkConfiguration.AwsvpcConfiguration.Subnets', 'recovery-network'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Subnets', 'recovery-network'],
  ['AWS::RDS::DBInstance', 'DBSubnetGroupName', 'recovery-network'],
  ['AWS::RDS::DBInstance', 'DBParameterGroupName', 'recovery-parameter-group'],
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
export function network(holder: Resource, path: string, rule: string, context: ModelContext): Missing[] {
  const foreign = foreignRegion(property(holder, path), undefined, context);
  const noun = rule === 'recovery-network' ? 'subnets' : 'a parameter group';
  return foreign === undefined ? [] : [{ rule, needs: holder, path, what: `${noun} of ${foreign}` }];
}
