import { readFileSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import production from '../../../lib/config/environments/production.ts';
import { validateConfig } from '../../../lib/config/load.ts';
import { buildPlatform, type Platform } from '../../../lib/platform.ts';

/** No environment does without a domain or has rotated its secret, so this one is built here. */
describe('without a domain, after a rotation of the origin secret', () => {
  let app: App;
  let platform: Platform;
  const resources = (stack: Stack, type: string) =>
    Object.values(Template.fromStack(stack).findResources(type));

  beforeAll(() => {
    const { domain: _, ...withoutDomain } = production;
    const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
    app = new App({ context, analyticsReporting: false });
    const publicOrigins = ['https://d111111abcdef8.cloudfront.net'];
    platform = buildPlatform(
      app,
      validateConfig({ ...withoutDomain, publicOrigins, originSecretVersion: 2 }),
    );
  });

  test('A5: reads fall back to the recovery region, writes stay with the primary one', () => {
    const [distribution] = resources(platform.edge, 'AWS::CloudFront::Distribution');
    const { Origins, OriginGroups, CacheBehaviors, DefaultCacheBehavior } =
      distribution?.Properties.DistributionConfig ?? {};
    const stackOf = (id: string) =>
      Origins.find((origin: { Id: string }) => origin.Id === id).DomainName['Fn::GetStackOutput'].StackName;
    const group = OriginGroups.Items.find(
      ({ Id }: { Id: string }) => Id === DefaultCacheBehavior.TargetOriginId,
    );
    expect(group.Members.Items.map(({ OriginId }: { OriginId: string }) => stackOf(OriginId))).toEqual([
      'holdfast-production-service',
      'holdfast-production-recovery-service',
    ]);
    const api = CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === '/api/*');
    expect(stackOf(api.TargetOriginId)).toBe('holdfast-production-service');
    for (const { CustomOriginConfig } of Origins)
      expect(CustomOriginConfig.OriginProtocolPolicy).toBe('http-only');
  });

  test('S4: load balancers take HTTP from CloudFront alone', () => {
    for (const stack of [platform.service, platform.recoveryService]) {
      expect(resources(stack, 'AWS::ElasticLoadBalancingV2::Listener')[0]?.Properties).toMatchObject({
        Port: 80,
        Protocol: 'HTTP',
      });
      expect(resources(stack, 'AWS::Route53::RecordSet')).toEqual([]);
      expect(resources(stack, 'AWS::ElasticLoadBalancingV2::ListenerRule')).toHaveLength(2);
    }
  });

  test('A6: load balancers accept the new and the previous secret, and CloudFront sends the new one', () => {
    const secret = (version: number) =>
      `{{resolve:secretsmanager:holdfast-production/origin-verify/v${version}:SecretString:::}}`;
    const rule = resources(platform.service, 'AWS::ElasticLoadBalancingV2::ListenerRule').find(
      ({ Properties }) => Properties.Priority === 10,
    );
    expect(rule?.Properties.Conditions[0].HttpHeaderConfig.Values).toEqual([secret(2), secret(1)]);
    const [distribution] = resources(platform.edge, 'AWS::CloudFront::Distribution');
    const [origin] = distribution?.Properties.DistributionConfig.Origins ?? [];
    expect(origin.OriginCustomHeaders).toEqual([{ HeaderName: 'X-Origin-Verify', HeaderValue: secret(2) }]);
    expect(resources(platform.edgeSecret, 'AWS::SecretsManager::Secret')).toHaveLength(2);
  });

  test('C2: the compliance rules hold for the stacks that serve', () => {
    const findings = [new AwsSolutionsChecks(), new NIST80053R5Checks()].flatMap((pack) =>
      [platform.service, platform.recoveryService, platform.edge, platform.edgeSecret].flatMap((stack) => {
        const { violations } = pack.validateScope(stack);
        return violations.map(({ ruleName, violatingResources }) => ({ ruleName, violatingResources }));
      }),
    );
    expect(findings).toEqual([]);
  });
});
