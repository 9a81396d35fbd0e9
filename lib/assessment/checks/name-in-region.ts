import type { Finding } from '../model.ts';
import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

type Named = 'AWS::SecretsManager::Secret' | 'AWS::SSM::Parameter';

/** A secret or parameter that a resource names by text, to be found in the resource's own region. */
interface Use {
  readonly type: Named;
  readonly name: string;
  readonly by: Resource;
  readonly path: string;
}

const NOUN: Record<Named, string> = {
  'AWS::SecretsManager::Secret': 'secret',
  'AWS::SSM::Parameter': 'parameter',
};

/**
 * D5: what a template names by text is looked up in the stack's own region, when the stack is deployed or a task starts.
 * A name that other regions have, and this one has not, stops both. One that no template has may be made by hand.
 */
export const nameInRegion: Check = ({ graph, primaryRegion, recoveryRegion }) =>
  graph.resources
    .flatMap((by) => [...resolved(by), ...injected(by)])
    .filter(({ type, name, by }) => {
      const regions = regionsWith(graph, type, name);
      return regions.length > 0 && !regions.includes(by.stack.region);
    })
    .map(({ type, name, by, path }): Finding => {
      const { region } = by.stack;
      return {
        rule: 'name-in-region',
        severity: 'breach',
        disruptions: region === recoveryRegion ? ['region'] : region === primaryRegion ? ['process'] : [],
        criteria: ['D5'],
        message: `${by.logicalId} of ${by.stack.name} needs the ${NOUN[type]} ${name}, which the templates have in ${regionsWith(graph, type, name).join(' and ')} and not in ${region}.`,
        mends: [mend(by, path, `Create or replicate ${name} in ${region}`)],
      };
    });

const DYNAMIC = /\{\{resolve:(secretsmanager|ssm|ssm-secure):([^:}]+)/g;

/** Names in dynamic references, which CloudFormation replaces when it deploys the stack. */
function resolved(by: Resource): Use[] {
  const uses: Use[] = [];
  for (const [path, value] of Object.entries(by.properties)) {
    visitTexts(value, (text) => {
      if (!text.includes('{{resolve:')) return;
      for (const [, service, name = ''] of text.matchAll(DYNAMIC)) {
        const type = service === 'secretsmanager' ? 'AWS::SecretsManager::Secret' : 'AWS::SSM::Parameter';
        uses.push({ type, name, by, path });
      }
    });
  }
  return uses;
}

/** Every text of every resource is looked at, so no list of them is made. */
function visitTexts(value: Value, each: (text: string) => void): void {
  if (typeof value === 'string') each(value);
  else if (Array.isArray(value)) for (const item of value) visitTexts(item, each);
  else if (isRecord(value)) for (const key in value) visitTexts(value[key], each);
}

/** Parameters that a task is started with. */
function injected(by: Resource): Use[] {
  if (by.type !== 'AWS::ECS::TaskDefinition') return [];
  return asList(property(by, 'ContainerDefinitions')).flatMap((container, index) =>
    asList(isRecord(container) ? container.Secrets : undefined).flatMap((entry, position): Use[] => {
      const from = isRecord(entry) ? entry.ValueFrom : undefined;
      const name =
        typeof from === 'string' ? /^(?:arn:[\w-]+:ssm:.*:parameter)?(\/[^:]+)$/.exec(from)?.[1] : undefined;
      if (name === undefined) return [];
      const path = `ContainerDefinitions.${index}.Secrets.${position}.ValueFrom`;
      return [{ type: 'AWS::SSM::Parameter', name, by, path }];
    }),
  );
}

/** Regions in which the templates make it or keep a replica of it. */
function regionsWith(graph: ResourceGraph, type: Named, name: string): readonly string[] {
  const regions = graph
    .holding(name, type, 'Name')
    .flatMap((resource) => [
      resource.stack.region,
      ...asList(property(resource, 'ReplicaRegions')).flatMap((replica) =>
        isRecord(replica) && typeof replica.Region === 'string' ? [replica.Region] : [],
      ),
    ]);
  return [...new Set(regions)].sort();
}
