import { propertiesOf, resourcesOf } from '../../assembly/resources.ts';
import { readAssembly, synthesize, type Template } from '../../assembly.ts';

let template: Template;

beforeAll(async () => {
  template = readAssembly(await synthesize()).stack('holdfast-production-data').template;
});

describe('the cache', () => {
  it('A5: has replicas in other zones and promotes one by itself', () => {
    expect(propertiesOf(template, 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({
      Engine: 'valkey',
      NumCacheClusters: 3,
      MultiAZEnabled: true,
      AutomaticFailoverEnabled: true,
    });
  });

  it('is encrypted on disk and on the way, and asks for a token the template does not hold', () => {
    const group = propertiesOf(template, 'AWS::ElastiCache::ReplicationGroup');
    expect(group).toMatchObject({
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
    });
    expect(group.KmsKeyId).toBeDefined();
    expect(JSON.stringify(group.AuthToken)).toContain('{{resolve:secretsmanager:');
  });

  it('S3: forgets the least used key when memory is short, rather than refusing sessions', () => {
    const { Properties } = Object.values(resourcesOf(template, 'AWS::ElastiCache::ParameterGroup'))[0] ?? {};
    expect(Properties?.Properties['maxmemory-policy']).toBe('allkeys-lru');
  });
});
