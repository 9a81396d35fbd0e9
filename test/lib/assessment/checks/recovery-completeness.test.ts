import { assess } from '../../../../lib/assessment/assess.ts';
import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import {
  ACCOUNT,
  assessResources,
  database,
  OPTIONS,
  PRIMARY,
  RECOVERY,
  resource,
  stackOf,
} from '../templates.ts';

interface Pieces {
  readonly image?: string;
  readonly secret?: unknown;
  readonly parameter?: unknown;
  readonly certificate?: unknown;
  readonly key?: string;
}

const arn = (service: string, region: string, part: string) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${part}`;

/** Rules that object to a recovery side of these pieces; each piece is complete unless given. */
function objections(pieces: Pieces = {}, there: Record<string, TemplateResource> = OWN): string[] {
  const recovery = {
    ...there,
    Service: resource('AWS::ECS::Service', { TaskDefinition: { Ref: 'Task' } }),
    Task: resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        {
          Image: pieces.image ?? `${ACCOUNT}.dkr.ecr.${RECOVERY}.amazonaws.com/app:1`,
          Secrets: [
            { Name: 'CRM', ValueFrom: pieces.secret ?? arn('secretsmanager', RECOVERY, 'secret:crm-AbC123') },
            { Name: 'HOST', ValueFrom: pieces.parameter ?? arn('ssm', RECOVERY, 'parameter/sales/host') },
          ],
        },
      ],
    }),
    Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
      Protocol: 'HTTPS',
      Certificates: pieces.certificate ?? [{ CertificateArn: arn('acm', RECOVERY, 'certificate/1') }],
    }),
    Copy: resource('AWS::RDS::DBInstance', { KmsKeyId: pieces.key ?? arn('kms', RECOVERY, 'key/1') }),
  };
  const primary = {
    ...database(),
    Shared: resource('AWS::SecretsManager::Secret', {
      Name: 'shared',
      ReplicaRegions: [{ Region: RECOVERY }],
    }),
    Lonely: resource('AWS::SecretsManager::Secret', { Name: 'lonely' }),
  };
  const { findings } = assessResources(primary, [stackOf(recovery, { name: 'recovery', region: RECOVERY })]);
  return findings
    .map(({ rule }) => rule)
    .filter((rule) => /^recovery-(image|secret|parameter|certificate|key|network)/.test(rule));
}

const OWN = {
  Secret: resource('AWS::SecretsManager::Secret', { Name: 'crm' }),
  Host: resource('AWS::SSM::Parameter', { Name: '/sales/host' }),
};

describe('The recovery side', () => {
  test('is complete when every piece is of its own region', () => {
    expect(objections()).toEqual([]);
  });

  test('cannot pull an image from the lost region', () => {
    expect(objections({ image: `${ACCOUNT}.dkr.ecr.${PRIMARY}.amazonaws.com/app:1` })).toEqual([
      'recovery-image',
    ]);
  });

  test('cannot read a secret of the lost region, nor one that no template has', () => {
    expect(objections({ secret: arn('secretsmanager', PRIMARY, 'secret:crm') })).toEqual(['recovery-secret']);
    expect(objections({ secret: arn('secretsmanager', RECOVERY, 'secret:lonely') })).toEqual([
      'recovery-secret',
    ]);
  });

  test('can read the replica of a secret', () => {
    expect(objections({ secret: arn('secretsmanager', RECOVERY, 'secret:shared') })).toEqual([]);
  });

  test('cannot read a parameter that is not there', () => {
    expect(objections({}, { Secret: OWN.Secret })).toEqual(['recovery-parameter']);
  });

  test('cannot use a certificate of the lost region, nor do without', () => {
    const certificate = [{ CertificateArn: arn('acm', PRIMARY, 'certificate/1') }];
    expect(objections({ certificate })).toEqual(['recovery-certificate']);
    expect(objections({ certificate: [] })).toEqual(['recovery-certificate']);
  });

  test('cannot decrypt with a key of the lost region', () => {
    expect(objections({ key: arn('kms', PRIMARY, 'key/1') })).toContain('recovery-key');
  });

  test('cannot stand on subnets or a parameter group of the lost region', () => {
    const outputOf = (name: string) => ({
      'Fn::GetStackOutput': { StackName: 'app', OutputName: name, Region: PRIMARY },
    });
    const primary = stackOf(database(), {
      template: {
        Outputs: { Group: { Value: { Ref: 'SubnetGroup' } }, Parameters: { Value: { Ref: 'Database' } } },
      },
    });
    const recovery = {
      Copy: resource('AWS::RDS::DBInstance', {
        DBSubnetGroupName: outputOf('Group'),
        DBParameterGroupName: outputOf('Parameters'),
      }),
    };
    const { findings } = assess(
      [primary, stackOf(recovery, { name: 'recovery', region: RECOVERY })],
      OPTIONS,
    );
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['recovery-network', 'recovery-parameter-group']),
    );
  });
});
