import type { Allowed } from './statements.ts';

/** Resources whose policies say what a principal may do anywhere; all others speak of themselves alone. */
const IDENTITY_POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role'];

/** Wildcards that the CDK writes itself where nobody can acknowledge them, with the reason why they stand. */
const OF_THE_CDK: readonly { readonly where: RegExp; readonly resource: RegExp; readonly reason: string }[] =
  [
    {
      where: /\/AWSCDKTriggerCustomResourceProviderCustomResourceProviderRole\w+$/,
      resource: /^<DatabaseApplicationRoleFunction\w+\.Arn>:\*$/,
      reason:
        'The trigger calls the version of the one function that a deployment makes, whatever its number is.',
    },
  ];

/** Actions with a wildcard that policies of resources have, with the reason why they stand. */
const ACTIONS_OF_RESOURCES: Readonly<Record<string, string>> = {
  'kms:*':
    'AWS asks for it of the account of the key, whose IAM policies then rule; without, a key can be lost.',
  'kms:GenerateDataKey*':
    'A data key with or without its plain text: who encrypts needs the one or the other.',
  'kms:ReEncrypt*': 'The two halves of one operation.',
};

/** Says what is wrong with something that a policy allows: every wildcard needs a written reason. */
export function permissionFaults(allowed: Allowed): string[] {
  const faults = IDENTITY_POLICIES.includes(allowed.resource.Type)
    ? identityFaults(allowed)
    : resourceFaults(allowed);
  if (allowed.inverted) faults.push('allows everything but what it names');
  return faults.map((fault) => `${allowed.where} ${fault}.`);
}

function identityFaults({ where, resource, actions, resources }: Allowed): string[] {
  const reasons = new Map(acknowledged(resource).map(({ id, reason }) => [id, reason]));
  const faultOf = (kind: 'Action' | 'Resource', text: string) => {
    if (!text.includes('*')) return [];
    if (OF_THE_CDK.some((own) => own.where.test(where) && own.resource.test(text))) return [];
    const reason = reasons.get(`AwsSolutions-IAM5[${kind}::${text}]`);
    return isSentence(reason) ? [] : [`has no written reason for the ${kind.toLowerCase()} ${text}`];
  };
  return [
    ...actions.flatMap((action) => faultOf('Action', action)),
    ...resources.flatMap((one) => faultOf('Resource', one)),
  ];
}

function resourceFaults(allowed: Allowed): string[] {
  const { actions, resources, account, principal, condition } = allowed;
  const open = actions.filter((action) => action.includes('*') && !(action in ACTIONS_OF_RESOURCES));
  const faults = open.map((action) => `has no written reason for the action ${action}`);
  const root = `arn:aws:iam::${account}:root`;
  if (actions.includes('kms:*') && JSON.stringify(principal) !== JSON.stringify({ AWS: root })) {
    faults.push(`gives all of its key to ${JSON.stringify(principal)}`);
  }
  if (JSON.stringify(principal ?? '').includes('"*"') && condition === undefined) {
    faults.push('lets everybody in, without a condition');
  }
  for (const one of resources.filter((text) => text.includes('*'))) {
    // In the policy of a key or a vault, `*` is the key or the vault itself.
    if (one !== '*' && !isPartOfItself(allowed, one)) faults.push(`speaks of another resource, ${one}`);
  }
  return faults;
}

/** `<Bucket.Arn>/logs/*` in the policy of that bucket. */
function isPartOfItself({ resource }: Allowed, text: string): boolean {
  const { Ref: bucket } = (resource.Properties?.Bucket ?? {}) as { readonly Ref?: string };
  return bucket !== undefined && text.startsWith(`<${bucket}.Arn>/`);
}

interface Acknowledged {
  readonly id: string;
  readonly reason: string;
}

function acknowledged({ Metadata }: Allowed['resource']): readonly Acknowledged[] {
  return Metadata?.cdk_nag?.rules_to_suppress ?? [];
}

function isSentence(reason: string | undefined): boolean {
  return reason !== undefined && /^.{30,}\.$/s.test(reason);
}
