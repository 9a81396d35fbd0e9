import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The CloudFormation resource under a construct, for the properties that the construct does not offer.
 *
 * @throws Error when it is of another type, for a property that is silently not set would be found out in a disaster
 */
export function underlying<Resource extends CfnElement>(
  construct: IConstruct,
  type: abstract new (...args: never[]) => Resource,
): Resource {
  const resource = construct.node.defaultChild;
  if (resource instanceof type) return resource;
  throw new Error(
    `${construct.node.path} has no ${type.name} under it; it was made with another version of aws-cdk-lib.`,
  );
}
