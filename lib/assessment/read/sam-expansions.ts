import { isObject } from './shape.ts';

export type Properties = Record<string, unknown>;

/** The plain resource that a serverless one becomes. */
export interface Expansion {
  readonly type: string;
  /** Name of the part of `Globals` that it shares. */
  readonly globals: string;
  readonly properties: (own: Properties) => Properties;
}

/** Serverless types that become one plain resource under the same logical id. */
export const EXPANSIONS: Readonly<Record<string, Expansion>> = {
  'AWS::Serverless::Function': {
    type: 'AWS::Lambda::Function',
    globals: 'Function',
    properties: ({ CodeUri, ImageUri, InlineCode, DeadLetterQueue, Tracing, ...own }) => ({
      ...without(own, FUNCTION_ONLY),
      Code: codeOf(CodeUri, ImageUri, InlineCode),
      ...(isObject(DeadLetterQueue) ? { DeadLetterConfig: { TargetArn: DeadLetterQueue.TargetArn } } : {}),
      ...(Tracing === undefined ? {} : { TracingConfig: { Mode: Tracing } }),
      ...tagsOf(own),
    }),
  },
  'AWS::Serverless::Api': {
    type: 'AWS::ApiGateway::RestApi',
    globals: 'Api',
    properties: ({ DefinitionBody, EndpointConfiguration, ...own }) => ({
      ...only(own, ['Name', 'Description', 'Policy', 'DisableExecuteApiEndpoint', 'MinimumCompressionSize']),
      ...(DefinitionBody === undefined ? {} : { Body: DefinitionBody }),
      ...(EndpointConfiguration === undefined
        ? {}
        : { EndpointConfiguration: endpoint(EndpointConfiguration) }),
      ...tagsOf(own),
    }),
  },
  'AWS::Serverless::HttpApi': {
    type: 'AWS::ApiGatewayV2::Api',
    globals: 'HttpApi',
    properties: (own) => ({
      ProtocolType: 'HTTP',
      ...only(own, ['Name', 'Description', 'CorsConfiguration', 'DisableExecuteApiEndpoint']),
    }),
  },
  'AWS::Serverless::SimpleTable': {
    type: 'AWS::DynamoDB::Table',
    globals: 'SimpleTable',
    properties: (own) => ({
      ...only(own, [
        'TableName',
        'SSESpecification',
        'PointInTimeRecoverySpecification',
        'ProvisionedThroughput',
      ]),
      ...keyOf(own.PrimaryKey),
      ...(own.ProvisionedThroughput === undefined ? { BillingMode: 'PAY_PER_REQUEST' } : {}),
      ...tagsOf(own),
    }),
  },
  'AWS::Serverless::StateMachine': {
    type: 'AWS::StepFunctions::StateMachine',
    globals: 'StateMachine',
    properties: ({ Definition, DefinitionUri, Name, Type, Role, Logging, Tracing, ...own }) => ({
      ...only(own, ['DefinitionSubstitutions']),
      Definition,
      DefinitionS3Location: DefinitionUri,
      StateMachineName: Name,
      StateMachineType: Type,
      RoleArn: Role,
      LoggingConfiguration: Logging,
      TracingConfiguration: Tracing,
      ...tagsOf(own),
    }),
  },
};

/** Properties of a SAM function that its Lambda function does not have. */
const FUNCTION_ONLY = [
  'AssumeRolePolicyDocument',
  'AutoPublishAlias',
  'AutoPublishCodeSha256',
  'DeploymentPreference',
  'EventInvokeConfig',
  'Events',
  'FunctionUrlConfig',
  'PermissionsBoundary',
  'Policies',
  'ProvisionedConcurrencyConfig',
  'RolePath',
  'VersionDescription',
];

/** An object that is no intrinsic function. */
export function isPlain(value: unknown): value is Properties {
  return isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

function codeOf(uri: unknown, image: unknown, inline: unknown): unknown {
  if (image !== undefined) return { ImageUri: image };
  if (inline !== undefined) return { ZipFile: inline };
  if (!isPlain(uri)) return uri === undefined ? undefined : { S3Key: uri };
  return { S3Bucket: uri.Bucket, S3Key: uri.Key, S3ObjectVersion: uri.Version };
}

function endpoint(value: unknown): unknown {
  if (typeof value === 'string') return { Types: [value] };
  return isPlain(value) && value.Type !== undefined ? { Types: [value.Type] } : value;
}

function keyOf(primaryKey: unknown): Properties {
  const { Name: name = 'id', Type: type = 'String' } = isObject(primaryKey) ? primaryKey : {};
  const letter = typeof type === 'string' ? type.slice(0, 1).toUpperCase() : type;
  return {
    AttributeDefinitions: [{ AttributeName: name, AttributeType: letter }],
    KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
  };
}

function tagsOf({ Tags: tags }: Properties): Properties {
  if (!isPlain(tags)) return {};
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function only(own: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(own).filter(([name]) => names.includes(name)));
}

function without(own: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(own).filter(([name]) => !names.includes(name)));
}
