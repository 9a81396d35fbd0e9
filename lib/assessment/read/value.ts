/** A value of a template that names a resource: `Ref` or `Fn::GetAtt`, also through another stack's output. */
export class Reference {
  readonly stack: string;
  readonly logicalId: string;
  /** Absent for `Ref`. */
  readonly attribute: string | undefined;

  constructor(stack: string, logicalId: string, attribute?: string) {
    this.stack = stack;
    this.logicalId = logicalId;
    this.attribute = attribute;
  }
}

/** A value the templates do not determine. It is never read as a pass. */
export class Unresolved {
  /** The expression as it stands in the template, shortened for a report. */
  readonly expression: string;
  /** Resources that the expression names, so that dependencies are seen even where the value is not. */
  readonly references: readonly Reference[];

  constructor(expression: unknown, references: readonly Reference[] = []) {
    const text = shortText(expression);
    this.expression = text.length > 120 ? `${text.slice(0, 117)}...` : text;
    this.references = references;
  }
}

/** The start of the expression as JSON; a large one is not written out to be cut. */
function shortText(expression: unknown): string {
  if (typeof expression === 'string') return expression;
  let left = 60;
  const text = JSON.stringify(expression, (_key, item: unknown) => {
    left -= 1;
    if (left < 0) return undefined;
    if (Array.isArray(item) && item.length > left) return item.slice(0, left + 1);
    return typeof item === 'string' && item.length > 120 ? item.slice(0, 120) : item;
  });
  return text ?? String(expression);
}

/** A template value after its intrinsic functions have been evaluated as far as they can be. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | Reference
  | Unresolved
  | readonly Value[]
  | { readonly [key: string]: Value };

export function isRecord(value: unknown): value is Record<string, Value> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Reference) &&
    !(value instanceof Unresolved)
  );
}

/** Every resource that a value names, at any depth. */
export function referencesIn(value: Value): Reference[] {
  if (value instanceof Reference) return [value];
  if (value instanceof Unresolved) return [...value.references];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isRecord(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** `{{resolve:ssm:name}}` and its kind: CloudFormation puts another text in its place on deployment. */
export function isDynamicReference(value: Value): boolean {
  return typeof value === 'string' && /\{\{resolve:(ssm|ssm-secure|secretsmanager):[^}]*\}\}/.test(value);
}

/** Every literal text in a value, at any depth. */
export function textsIn(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Numbers may be written as text in a template. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Booleans may be written as text in a template. */
export function asBoolean(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : undefined;
}

export function asList(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
