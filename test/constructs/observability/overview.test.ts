import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import production from '../../../lib/config/environments/production.ts';
import { validateConfig } from '../../../lib/config/load.ts';
import { platformNames } from '../../../lib/names.ts';
import { OverviewStack } from '../../../lib/stacks/overview-stack.ts';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const STACK = 'holdfast-production-overview';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

type Properties = NonNullable<TemplateResource['Properties']>;

function ofType(type: string): Properties[] {
  return Object.values(assembly.stack(STACK).template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
}

function alarm(name: string): Properties {
  const found = ofType('AWS::CloudWatch::Alarm').find(
    ({ AlarmName }) => AlarmName === `holdfast-production-${name}`,
  );
  if (!found) throw new Error(`There is no alarm ${name}.`);
  return found;
}

/** The stack by itself, with another configuration. */
function overview(changes: object): Template {
  const config = validateConfig({ ...production, ...changes });
  const stack = new OverviewStack(
    new App({ context: cdkJson.context, analyticsReporting: false }),
    'overview',
    {
      env: { account: '111122223333', region: 'us-east-1' },
      config,
      names: platformNames(config),
      edgeDomainName: () => 'd111111abcdef8.cloudfront.net',
    },
  );
  return Template.fromStack(stack);
}

describe('the canary outside', () => {
  test('A1: visits the site as users do, from neither region, every five minutes', () => {
    const [canary] = ofType('AWS::Synthetics::Canary');
    expect(assembly.stack(STACK).region).toBe('us-east-1');
    expect(canary).toMatchObject({
      Name: 'holdfast-production-outside',
      RunConfig: { EnvironmentVariables: { ORIGIN: 'https://app.example.com' } },
      Schedule: { Expression: 'rate(5 minutes)' },
      StartCanaryAfterCreation: true,
    });
    expect(canary?.VPCConfig).toBeUndefined();
  });

  test('A1: without a domain it visits the name that CloudFront chose', () => {
    overview({ domain: undefined }).hasResourceProperties('AWS::Synthetics::Canary', {
      RunConfig: { EnvironmentVariables: { ORIGIN: 'https://d111111abcdef8.cloudfront.net' } },
    });
  });

  test('A1: two failures in a row wake someone, and so does half an hour without a run', () => {
    const dimensions = [{ Name: 'CanaryName', Value: 'holdfast-production-outside' }];
    expect(alarm('outside-failing')).toMatchObject({
      MetricName: 'SuccessPercent',
      Dimensions: dimensions,
      Threshold: 100,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 2,
      Period: 300,
    });
    expect(alarm('outside-silent')).toMatchObject({
      Dimensions: dimensions,
      Statistic: 'SampleCount',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 2,
      Period: 900,
    });
  });

  test('its role can write its own results and metrics, and nothing else', () => {
    const statements: Properties[] = ofType('AWS::IAM::Policy').flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    );
    const anywhere = statements.filter(({ Resource }) => Resource === '*');
    expect(anywhere.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      ['s3:ListAllMyBuckets', undefined],
      ['cloudwatch:PutMetricData', { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } }],
    ]);
    expect(JSON.stringify(statements)).not.toMatch(/"Action":"?\[?"[a-z0-9]*:?\*"/);
  });
});

describe('alarms in chat', () => {
  const chat = { slackWorkspaceId: 'T0123456789', slackChannelId: 'C0123456789' };

  test('T5: are off until a channel is configured', () => {
    expect(ofType('AWS::Chatbot::SlackChannelConfiguration')).toEqual([]);
  });

  test('T5: come from all topics, also those for working hours, and let nobody change anything', () => {
    const template = overview({ alarms: { chat } });
    const [channel] = Object.values(template.findResources('AWS::Chatbot::SlackChannelConfiguration'));
    const topics = channel?.Properties.SnsTopicArns.map((arn: unknown) => {
      const text = typeof arn === 'string' ? arn : JSON.stringify(arn);
      return text
        .match(/([a-z]{2}-[a-z]+-\d):111122223333:([\w-]+)/)
        ?.slice(1)
        .join(' ');
    });
    expect(topics.sort()).toEqual([
      'eu-central-1 holdfast-production-alarms',
      'eu-central-1 holdfast-production-tickets',
      'eu-west-1 holdfast-production-alarms',
      'eu-west-1 holdfast-production-tickets',
      'us-east-1 holdfast-production-edge-alarms',
    ]);
    expect(JSON.stringify(channel?.Properties.GuardrailPolicies)).toContain('CloudWatchReadOnlyAccess');
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(policies.filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('Chat'))).toEqual(
      [],
    );
  });

  test('a channel that is none is refused in a sentence', () => {
    expect(() => overview({ alarms: { chat: { ...chat, slackChannelId: '#ops' } } })).toThrow(
      'alarms.chat.slackChannelId is "#ops"; it must be the id of a Slack channel, for example C0123456789.',
    );
  });
});
