import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { OriginRecords } from '../../../constructs/service/origin-records.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';

test('A5: with a switch the primary region is answered only while it is healthy and switched on', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  new OriginRecords(stack, 'OriginRecords', {
    zone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: 'Z0123456789EXAMPLE',
      zoneName: 'example.com',
    }),
    originHost: 'origin.app.example.com',
    regionalHost: `origin-${REGION}.app.example.com`,
    role: 'primary',
    loadBalancer: ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'LoadBalancer', {
      loadBalancerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/entry/1`,
      securityGroupId: 'sg-1',
      loadBalancerDnsName: 'entry.example.com',
      loadBalancerCanonicalHostedZoneId: 'Z1',
    }),
    switchHealthCheckId: 'switch-of-the-takeover',
  });
  const template = Template.fromStack(stack);
  const endpoint = Object.keys(
    template.findResources('AWS::Route53::HealthCheck', {
      Properties: { HealthCheckConfig: { Type: 'HTTPS' } },
    }),
  )[0];
  const both = Object.entries(template.findResources('AWS::Route53::HealthCheck')).find(
    ([, { Properties }]) => Properties.HealthCheckConfig.Type === 'CALCULATED',
  );
  expect(both?.[1].Properties.HealthCheckConfig).toEqual({
    Type: 'CALCULATED',
    ChildHealthChecks: [{ Ref: endpoint }, 'switch-of-the-takeover'],
    HealthThreshold: 2,
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Failover: 'PRIMARY',
    HealthCheckId: Match.objectLike({ 'Fn::GetAtt': [both?.[0], 'HealthCheckId'] }),
  });
});
