/** A CloudFormation template as parsed, before anything is resolved. */
export interface Template {
  readonly Description?: string;
  readonly Metadata?: Record<string, unknown>;
  readonly Parameters?: Record<string, { readonly Type?: string; readonly Default?: unknown }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<
    string,
    { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }
  >;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
}

/** A template with the place it is deployed to. */
export interface StackTemplate {
  /** Unique among the stacks that are read together. */
  readonly name: string;
  /** Name under which it is deployed, where another stack of the input has the same one. */
  readonly deployedName?: string;
  readonly account: string;
  readonly region: string;
  /** File name relative to the assembly. */
  readonly file: string;
  readonly template: Template;
  /** Path of the template as the user named it; `-` for standard input. */
  readonly path?: string;
  /** Line, counted from 1, on which each logical id stands. */
  readonly lines?: Readonly<Record<string, number>>;
  /** Values that replace the defaults of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The resource of another stack that creates this one. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** Input that cannot be assessed, told in a sentence for the person who supplied it. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}
