import { taskDefinitionOf } from '../evidence/service.ts';
import type { Finding } from '../model.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';
import type { Missing } from './recovery-completeness/missing.ts';
import { certificates, KEY_HOLDERS, keys, NETWORKED, network } from './recovery-completeness/place.ts';
import { images, secrets } from './recovery-completeness/task.ts';

/** D5: what the recovery side needs to start must be in the recovery region; a missing piece is named. */
export const recoveryCompleteness: Check = (context) => {
  const { recoveryRegion } = context;
  if (recoveryRegion === undefined) return [];
  const there = (...types: readonly string[]) =>
    context.graph.ofType(...types).filter(({ stack }) => stack.region === recoveryRegion);
  const tasks = there('AWS::ECS::Service').flatMap(
    (service) => taskDefinitionOf(service, context.graph) ?? [],
  );
  return [
    ...tasks.flatMap((task) => [
      ...images(task, context),
      ...secrets(task, context, 'AWS::SecretsManager::Secret'),
      ...secrets(task, context, 'AWS::SSM::Parameter'),
    ]),
    ...there('AWS::ElasticLoadBalancingV2::Listener').flatMap((listener) => certificates(listener, context)),
    ...KEY_HOLDERS.flatMap(([type, path]) => there(type).flatMap((holder) => keys(holder, path, context))),
    ...NETWORKED.flatMap((networked) =>
      there(networked.type).flatMap((holder) => network(holder, networked, context)),
    ),
  ].map((missing) => finding(missing, recoveryRegion));
};

function finding({ rule, needs, path, what }: Missing, region: string): Finding {
  return {
    rule,
    severity: 'breach',
    disruptions: ['region'],
    criteria: ['D5'],
    message: `${needs.logicalId} of ${needs.stack.name} needs ${what}, so it cannot start while the other region is gone.`,
    mends: [mend(needs, path, `Use one of ${region}`)],
  };
}
