import { type AssemblyStack, objectsIn, type TemplateResource } from '../../assembly.ts';

/** What a policy allows: one statement of any policy document of a template, with the resource that has it. */
export interface Allowed {
  /** `stack/LogicalId`. */
  readonly where: string;
  readonly resource: TemplateResource;
  readonly logicalId: string;
  /** Account that the stack belongs to. */
  readonly account: string;
  readonly actions: readonly string[];
  /** ARNs; a reference is written as `<LogicalId.Attribute>`, as the compliance packs do. */
  readonly resources: readonly string[];
  readonly principal: unknown;
  readonly condition: unknown;
  /** Allows everything but what it names. */
  readonly inverted: boolean;
}

/** Everything that the policies of a stack allow, of roles as well as of keys, buckets, queues, topics and vaults. */
export function allowedBy({ name, account, template }: AssemblyStack): Allowed[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) =>
    [...objectsIn(resource.Properties ?? {})]
      .map(({ object }) => object)
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => ({
        where: `${name}/${logicalId}`,
        resource,
        logicalId,
        account,
        actions: [statement.Action ?? []].flat().map(String),
        resources: [statement.Resource ?? []].flat().map(arnOf),
        principal: statement.Principal,
        condition: statement.Condition,
        inverted: 'NotAction' in statement || 'NotResource' in statement || 'NotPrincipal' in statement,
      })),
  );
}

function arnOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return `<${Ref}>`;
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  if (Array.isArray(join)) return join[1].map(arnOf).join(join[0]);
  return JSON.stringify(value);
}
