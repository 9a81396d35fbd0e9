import type { ModelContext } from '../../component-kind.ts';
import { property, type Resource } from '../../read/graph.ts';
import { asList, isRecord } from '../../read/value.ts';
import { type Missing, regionsIn } from './missing.ts';

/** The images that a task is started from must be pulled from a registry of its own region. */
export function images(task: Resource, { recoveryRegion }: ModelContext): Missing[] {
  return asList(property(task, 'ContainerDefinitions')).flatMap((container, index): Missing[] => {
    const image = isRecord(container) ? container.Image : undefined;
    const [region] = regionsIn(image, /\.dkr\.ecr\.([a-z0-9-]+)\./);
    if (region === undefined || region === recoveryRegion) return [];
    const what = `the image of a registry in ${region}`;
    return [{ rule: 'recovery-image', needs: task, path: `ContainerDefinitions.${index}.Image`, what }];
  });
}

const FORMS = {
  'AWS::SecretsManager::Secret': {
    rule: 'recovery-secret',
    noun: 'secret',
    region: /^arn:[\w-]+:secretsmanager:([a-z0-9-]+):/,
    name: /:secret:([^:]+)/,
  },
  'AWS::SSM::Parameter': {
    rule: 'recovery-parameter',
    noun: 'parameter',
    region: /^arn:[\w-]+:ssm:([a-z0-9-]+):/,
    name: /:parameter\/?([^:]+)/,
  },
} as const;

/** A secret or parameter that a task names must exist in the task's region, as its own or as a replica. */
export function secrets(task: Resource, context: ModelContext, type: keyof typeof FORMS): Missing[] {
  const { rule, noun, region: placed, name: named } = FORMS[type];
  const { recoveryRegion } = context;
  return asList(property(task, 'ContainerDefinitions')).flatMap((container, index) =>
    asList(isRecord(container) ? container.Secrets : undefined).flatMap((entry, position): Missing[] => {
      const value = isRecord(entry) ? entry.ValueFrom : undefined;
      const path = `ContainerDefinitions.${index}.Secrets.${position}.ValueFrom`;
      const missing = (what: string): Missing[] => [{ rule, needs: task, path, what }];
      const foreign = context.graph.named(value, type).find(({ stack }) => stack.region !== recoveryRegion);
      if (foreign)
        return missing(`the ${noun} ${foreign.logicalId}, which lives in ${foreign.stack.region} alone`);
      if (typeof value !== 'string') return [];
      const region = placed.exec(value)?.[1];
      const name = named.exec(value)?.[1];
      if (region === undefined || name === undefined) return [];
      if (region !== recoveryRegion) return missing(`the ${noun} ${name} of ${region}`);
      return exists(name, type, context)
        ? []
        : missing(`the ${noun} ${name}, which no template has in ${region}`);
    }),
  );
}

/** An ARN ends in six random characters after a secret's name. */
function exists(name: string, type: keyof typeof FORMS, context: ModelContext): boolean {
  const bare = (text: string) => text.replace(/^\//, '');
  return context.graph.ofType(type).some((resource) => {
    const own = property(resource, 'Name');
    // A name that CloudFormation makes up, or that cannot be read, cannot be told apart from the one that is wanted.
    const same =
      typeof own !== 'string'
        ? own !== undefined
        : bare(own) === bare(name) || bare(name).replace(/-[A-Za-z0-9?]{6}$/, '') === bare(own);
    return same && (resource.stack.region === context.recoveryRegion || replicated(resource, context));
  });
}

function replicated(secret: Resource, { recoveryRegion }: ModelContext): boolean {
  return asList(property(secret, 'ReplicaRegions')).some(
    (replica) => isRecord(replica) && replica.Region === recoveryRegion,
  );
}
