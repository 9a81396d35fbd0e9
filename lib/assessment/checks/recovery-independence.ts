import type { Finding } from '../model.ts';
import type { StackTemplate, TemplateResource } from '../read/template.ts';
import { isRecord } from '../read/value.ts';
import type { Check } from './check.ts';

/** D5: a stack of the recovery region must not read from the region whose loss it is there for. */
export const recoveryIndependence: Check = (context) =>
  context.graph.stacks
    .filter((stack) => stack.region === context.recoveryRegion)
    .flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]): Finding[] => {
        const path =
          lookUp(resource, context.primaryRegion) ??
          readsFrom(resource.Properties, context.primaryRegion, 'Properties', context.graph.stacks);
        if (path === undefined) return [];
        const constructPath = resource.Metadata?.['aws:cdk:path'];
        return [
          {
            rule: 'recovery-independence',
            severity: 'breach',
            disruptions: ['region'],
            criteria: ['D5'],
            message: `${stack.name} reads ${path} of ${logicalId} from ${context.primaryRegion}, so it cannot be created or updated while that region is gone.`,
            mends: [
              {
                stack: stack.name,
                logicalId,
                constructPath: typeof constructPath === 'string' ? constructPath : undefined,
                property: path,
                change: 'Use a literal name or ARN, or a resource of the recovery region',
              },
            ],
          },
        ];
      }),
    );

/**
 * Custom resources that fetch a value from another region when the stack is deployed: the CDK's reader of exports, whose
 * parameters are named after the region they come from, and a call of the AWS API in that region.
 */
function lookUp(
  { Type: type, Properties: properties }: TemplateResource,
  region: string,
): string | undefined {
  if (type === 'Custom::CrossRegionExportReader') {
    const exported = JSON.stringify(properties?.ReaderProps ?? {});
    return exported.includes(region.replaceAll('-', '')) ? 'Properties.ReaderProps' : undefined;
  }
  if (type !== 'Custom::AWS') return undefined;
  const calls = ['Create', 'Update'].find((call) => {
    const text = JSON.stringify(properties?.[call] ?? '').replaceAll('\\', '');
    return text.includes(`"region":"${region}"`);
  });
  return calls && `Properties.${calls}`;
}

function readsFrom(
  value: unknown,
  region: string,
  path: string,
  stacks: readonly StackTemplate[],
): string | undefined {
  if (Array.isArray(value))
    return firstOf(value.map((item, index) => readsFrom(item, region, `${path}.${index}`, stacks)));
  if (!isRecord(value)) return undefined;
  const output = value['Fn::GetStackOutput'];
  if (isRecord(output)) {
    const source = output.Region ?? stacks.find((stack) => stack.name === output.StackName)?.region;
    if (source === region) return path;
  }
  return firstOf(
    Object.entries(value).map(([key, item]) => readsFrom(item, region, `${path}.${key}`, stacks)),
  );
}

function firstOf(paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path !== undefined);
}
