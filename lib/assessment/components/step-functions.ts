import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { needsIn } from '../evidence/environment.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { releaseBefore, takeOver } from '../routes/managed.ts';
import { severalZones } from '../routes/several-zones.ts';
import { deployAgain } from '../routes/stateless.ts';

/** A workflow. Running executions are lost with their region; whoever started them starts them again, so no data counts. */
export const stepFunctions: ComponentKind = {
  kind: 'step-functions',
  types: ['AWS::StepFunctions::StateMachine'],
  recognise: (machine) => {
    const name = property(machine, 'StateMachineName');
    return { name: `state machine ${typeof name === 'string' ? name : machine.logicalId}`, state: 'none' };
  },
  dependsOn: (machine, { graph }) => {
    const definition = ['DefinitionString', 'Definition', 'DefinitionSubstitutions'].map((path) =>
      property(machine, path),
    );
    const functions = graph.named(definition, 'AWS::Lambda::Function');
    return [...needsIn(definition, graph), ...functions.map((to) => ({ to, strength: 'hard' as const }))];
  },
  routes: (machine, disruption, context) => ROUTES[disruption](machine, context),
};

const ROUTES: Record<
  Disruption,
  (machine: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  zone: (machine) => [severalZones(machine, 'states.zones', 'states.zones')],
  region: (machine, context) => [
    takeOver(machine, context, { id: 'states.recovery-region', noun: 'state machine' }),
  ],
  corruption: (machine, context) => [releaseBefore(machine, context, 'states.previous-release')],
  deletion: (machine, context) => [deployAgain(machine, context, 'deletion.detect')],
  compromise: (machine, context) => [deployAgain(machine, context, 'compromise.detect')],
};
