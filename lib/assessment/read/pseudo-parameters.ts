import type { StackTemplate } from './template.ts';
import type { Value } from './value.ts';

/** By the prefix of a region; all others are in the commercial partition. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
];

/** What `Ref` to a pseudo parameter yields; `undefined` as value is `AWS::NoValue`. */
export function pseudoParameter(name: string, stack: StackTemplate): { readonly value: Value } | 'none' {
  if (!name.startsWith('AWS::')) return 'none';
  const [, partition, suffix] = PARTITIONS.find(([prefix]) => stack.region.startsWith(prefix)) ?? [
    '',
    'aws',
    'amazonaws.com',
  ];
  const own = stack.deployedName ?? stack.name;
  switch (name) {
    case 'AWS::AccountId':
      return { value: stack.account };
    case 'AWS::Region':
      return { value: stack.region };
    case 'AWS::Partition':
      return { value: partition };
    case 'AWS::URLSuffix':
      return { value: suffix };
    case 'AWS::StackName':
      return { value: own };
    case 'AWS::NoValue':
      return { value: undefined };
    case 'AWS::StackId':
      return { value: `arn:${partition}:cloudformation:${stack.region}:${stack.account}:stack/${own}` };
    default:
      return 'none';
  }
}
