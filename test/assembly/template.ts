/** A resource of a template, as plain JSON. */
export interface TemplateResource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape, and a test reads deep into it
  Properties?: Record<string, any>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Condition?: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  Metadata?: Record<string, any>;
}

/** A CloudFormation template, as plain JSON that a test may change. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown }; Description?: string }>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, unknown>;
  Rules?: Record<string, unknown>;
}

/** Every object inside a JSON value, with its path, the value itself included. */
export function* objectsIn(
  value: unknown,
  path = '',
): Generator<{ readonly path: string; readonly object: Record<string, unknown> }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { path, object: value as Record<string, unknown> };
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, path ? `${path}.${key}` : key);
}
