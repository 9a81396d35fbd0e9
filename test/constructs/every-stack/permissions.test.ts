import type { Assembly } from '../../assembly.ts';
import { permissionFaults } from './permission-faults.ts';
import { PLATFORMS } from './platforms.ts';
import { type Allowed, allowedBy } from './statements.ts';

describe.each(PLATFORMS)('what the policies of all stacks of $name allow', ({ assembly }) => {
  let read: Assembly;
  beforeAll(async () => {
    read = await assembly();
  });

  test('D3: has a written reason for every wildcard', () => {
    const allowed = read.stacks.flatMap(allowedBy);
    expect(allowed.flatMap(permissionFaults)).toEqual([]);
    const wide = allowed.filter(({ resources }) => resources.some((one) => one.includes('*')));
    expect(wide.length).toBeGreaterThan(20);
  });

  test('D3: is looked at in every stack that has a role', () => {
    const withRole = read.stacks.filter(({ template }) =>
      Object.values(template.Resources).some(({ Type }) => Type === 'AWS::IAM::Role'),
    );
    expect(withRole.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        [
          'verification',
          'takeover',
          'recovery-takeover',
          'takeover-plan',
          'chaos',
          'integrity',
          'service',
        ].map((stack) => expect.stringMatching(new RegExp(`-${stack}$`))),
      ),
    );
    for (const stack of withRole) expect([stack.name, allowedBy(stack)]).not.toEqual([stack.name, []]);
  });
});

describe('a permission', () => {
  const REASON = 'The id is drawn by the service, and nobody knows it beforehand.';
  const allowed = (change: Partial<Allowed>): Allowed => ({
    where: 'stack/Policy',
    logicalId: 'Policy',
    resource: { Type: 'AWS::IAM::Policy' },
    account: '111122223333',
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::bucket/key'],
    principal: undefined,
    condition: undefined,
    inverted: false,
    ...change,
  });
  const withReason = (id: string, reason: string) => ({
    Type: 'AWS::IAM::Policy',
    Metadata: { cdk_nag: { rules_to_suppress: [{ id, reason }] } },
  });
  const key = { Type: 'AWS::KMS::Key' };

  test.each<[string, Partial<Allowed>, string]>([
    ['for any resource', { resources: ['*'] }, 'has no written reason for the resource *'],
    ['for any action', { actions: ['s3:*'] }, 'has no written reason for the action s3:*'],
    [
      'with a reason for another resource',
      { resources: ['*'], resource: withReason('AwsSolutions-IAM5[Resource::other*]', REASON) },
      'has no written reason for the resource *',
    ],
    [
      'with a reason that says nothing',
      { resources: ['*'], resource: withReason('AwsSolutions-IAM5[Resource::*]', 'Needed.') },
      'has no written reason for the resource *',
    ],
    ['for all but what is named', { inverted: true }, 'allows everything but what it names'],
    [
      'for all of a key, given to another account',
      { resource: key, actions: ['kms:*'], principal: { AWS: 'arn:aws:iam::444455556666:root' } },
      'gives all of its key to {"AWS":"arn:aws:iam::444455556666:root"}',
    ],
    [
      'for everybody',
      { resource: key, actions: ['kms:Decrypt'], principal: { AWS: '*' } },
      'lets everybody in, without a condition',
    ],
    [
      'of a bucket for another one',
      {
        resource: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Own' } } },
        resources: ['<Other.Arn>/*'],
      },
      'speaks of another resource, <Other.Arn>/*',
    ],
  ])('D3: %s is a fault', (_name, change, fault) => {
    expect(permissionFaults(allowed(change))).toEqual([`stack/Policy ${fault}.`]);
  });

  test('D3: is none with what it needs alone, or with a reason', () => {
    expect(permissionFaults(allowed({}))).toEqual([]);
    const resource = withReason('AwsSolutions-IAM5[Resource::*]', REASON);
    expect(permissionFaults(allowed({ resources: ['*'], resource }))).toEqual([]);
  });
});
