import { propertiesOf, resourceOf, resourcesOf } from '../../assembly/resources.ts';
import { readAssembly, synthesize, type Template } from '../../assembly.ts';

let template: Template;
let whole: string;

beforeAll(async () => {
  const stack = readAssembly(await synthesize()).stack('holdfast-production-data');
  template = stack.template;
  whole = JSON.stringify(template);
});

describe('the primary database', () => {
  it('A5: stands in two zones, and is an instance, the kind whose backups RDS replicates', () => {
    expect(propertiesOf(template, 'AWS::RDS::DBInstance').MultiAZ).toBe(true);
    expect(resourcesOf(template, 'AWS::RDS::DBCluster')).toEqual({});
  });

  it('D1: keeps its log for recovery to any point of the last 35 days', () => {
    expect(propertiesOf(template, 'AWS::RDS::DBInstance').BackupRetentionPeriod).toBe(35);
  });

  it('D2: replicates backups and log to the recovery region, under that region’s own key', () => {
    const database = propertiesOf(template, 'AWS::RDS::DBInstance');
    expect(database.AutomaticBackupReplicationRegion).toBe('eu-west-1');
    expect(database.AutomaticBackupReplicationRetentionPeriod).toBe(35);
    expect(database.AutomaticBackupReplicationKmsKeyId['Fn::GetStackOutput']).toMatchObject({
      StackName: 'holdfast-production-recovery-foundation',
      Region: 'eu-west-1',
    });
  });

  it('D5: outlives its own deletion and that of its stack', () => {
    const database = resourceOf(template, 'AWS::RDS::DBInstance');
    expect(database.Properties).toMatchObject({ DeletionProtection: true, DeleteAutomatedBackups: false });
    expect([database.DeletionPolicy, database.UpdateReplacePolicy]).toEqual(['Snapshot', 'Snapshot']);
  });

  it('B5: logs every statement over 50 ms and what was slow in it', () => {
    const { Parameters } = propertiesOf(template, 'AWS::RDS::DBParameterGroup');
    expect(Parameters.log_min_duration_statement).toBe('50');
    expect(Parameters['auto_explain.log_min_duration']).toBe('50');
    expect(Parameters.shared_preload_libraries.split(',').sort()).toEqual([
      'auto_explain',
      'pg_stat_statements',
    ]);
    expect(propertiesOf(template, 'AWS::RDS::DBInstance').EnableCloudwatchLogsExports).toContain(
      'postgresql',
    );
  });

  it('B6: states max_connections, and lets the proxy take only what the headroom leaves', () => {
    expect(propertiesOf(template, 'AWS::RDS::DBParameterGroup').Parameters.max_connections).toBe('1000');
    const { ConnectionPoolConfigurationInfo: pool } = propertiesOf(template, 'AWS::RDS::DBProxyTargetGroup');
    expect(pool.MaxConnectionsPercent).toBe(90);
  });

  it('is signed in to by IAM and over TLS alone, from the proxy to the instance', () => {
    expect(propertiesOf(template, 'AWS::RDS::DBProxy')).toMatchObject({
      DefaultAuthScheme: 'IAM_AUTH',
      RequireTLS: true,
    });
    expect(propertiesOf(template, 'AWS::RDS::DBProxy').Auth).toBeUndefined();
    expect(propertiesOf(template, 'AWS::RDS::DBInstance').EnableIAMDatabaseAuthentication).toBe(true);
    expect(propertiesOf(template, 'AWS::RDS::DBParameterGroup').Parameters['rds.force_ssl']).toBe('1');
  });

  it('is reached by no address, only by named security groups', () => {
    const rules = Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroupIngress'));
    expect(rules.length).toBeGreaterThan(0);
    for (const { Properties = {} } of rules) {
      expect(Properties.CidrIp ?? Properties.CidrIpv6).toBeUndefined();
      expect([Properties.FromPort, Properties.ToPort]).toEqual([5432, 5432]);
    }
  });

  it('has an owner whose password is generated, rotated and known to the recovery region', () => {
    const owner = Object.values(resourcesOf(template, 'AWS::SecretsManager::Secret')).find(
      ({ Properties }) => Properties?.Name === 'holdfast-production/database/owner',
    );
    expect(owner?.Properties?.ReplicaRegions).toEqual([
      { Region: 'eu-west-1', KmsKeyId: 'alias/holdfast-production-data' },
    ]);
    expect(propertiesOf(template, 'AWS::SecretsManager::RotationSchedule').RotationRules).toEqual({
      ScheduleExpression: 'rate(30 days)',
    });
    expect(whole).not.toMatch(/"MasterUserPassword":"/);
  });

  it('announces its host only after the application can sign in', () => {
    const host = Object.values(resourcesOf(template, 'AWS::SSM::Parameter')).find(
      ({ Properties }) => Properties?.Name === '/holdfast/production/database/host',
    );
    const trigger = Object.keys(resourcesOf(template, 'Custom::Trigger'));
    expect(trigger).toHaveLength(1);
    expect(host?.DependsOn).toEqual(expect.arrayContaining(trigger));
    expect(JSON.stringify(host?.Properties?.Value)).toContain('DatabaseProxy');
  });
});
