import { Fn } from 'aws-cdk-lib';
import type { CfnPlan } from 'aws-cdk-lib/aws-arcregionswitch';

/**
 * Id of the health check that the plan keeps for a region and switches off when the other one takes over.
 *
 * The plan tells them as a list of `ZONE:RECORD:REGION:ID`, in an order that nobody promises, so the entry is found by
 * its region. If the service ever tells them in another form, CloudFormation finds no second part here and the
 * deployment fails, instead of binding a record to the wrong switch.
 */
export function switchHealthCheckId(plan: CfnPlan, region: string): string {
  const [, afterRegion] = [0, 1].map((index) =>
    Fn.select(index, Fn.split(`:${region}:`, Fn.join(',', plan.attrPlanHealthChecks))),
  );
  return Fn.select(0, Fn.split(',', afterRegion ?? ''));
}
