import type { Disruption } from '../../../../lib/assessment/disruptions.ts';
import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { assessResources, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';

/** What the component `logicalId` of the stack does: its route and its times in seconds, or why there are none. */
export function outcome(
  resources: Record<string, TemplateResource>,
  logicalId: string,
  disruption: Disruption,
  recovery: Record<string, TemplateResource> = {},
) {
  const assessment = assessResources(resources, [stackOf(recovery, { name: 'recovery', region: RECOVERY })]);
  const component = assessment.components.find(({ id }) => id === `app/${logicalId}`);
  const best = assessment.estimates.find(
    (one) => one.component === component?.id && one.disruption === disruption,
  )?.best;
  const [rto, rpo] = [best?.rto, best?.rpo].map((one) =>
    one?.kind === 'estimate' ? one.seconds : one?.kind,
  );
  return { state: component?.state, route: best?.id, rto, rpo, needs: needsOf(assessment, logicalId) };
}

function needsOf({ dependencies }: ReturnType<typeof assessResources>, logicalId: string): string[] {
  return dependencies
    .filter(({ from }) => from === `app/${logicalId}`)
    .map(({ to, strength }) => `${to.replace('app/', '')} ${strength}`)
    .sort();
}

/** Subnets `Subnet0`, `Subnet1`, ... in the zones of these letters. */
export function subnets(letters: string): Record<string, TemplateResource> {
  return Object.fromEntries(
    [...letters].map((letter, index) => [
      `Subnet${index}`,
      resource('AWS::EC2::Subnet', { AvailabilityZone: PRIMARY + letter }),
    ]),
  );
}

export const attribute = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] });
