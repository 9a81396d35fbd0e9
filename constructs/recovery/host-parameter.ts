import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { serves } from '../traceability.ts';

/** Value of a host parameter while there is nothing to connect to. */
export const AWAITING_RESTORE = 'awaiting-restore';

/** A literal name under which tasks find a host; a takeover repoints it without a deployment. */
export function hostParameter(
  scope: Construct,
  id: string,
  props: { readonly parameterName: string; readonly host: string; readonly of: string },
): StringParameter {
  const parameter = new StringParameter(scope, id, {
    parameterName: props.parameterName,
    description: `Host of the ${props.of} of this region; repointed by hand during a takeover`,
    stringValue: props.host,
  });
  serves(parameter, { criteria: ['D5'], controls: ['NIST 800-53r5 CP-10'] });
  return parameter;
}
