import { ConfigurationError } from './configuration-error.ts';
import { isThisMachine } from './this-machine.ts';
import { optionalText } from './variables.ts';

/** One deployment of a language model. */
export interface ModelDeployment {
  /** The address of the Azure OpenAI resource. */
  readonly endpoint: string;
  readonly deployment: string;
}

/** Where drafts are written by a language model. */
export interface ModelsConfig {
  readonly apiKey: string;
  /** The version of Azure OpenAI's data plane API. */
  readonly apiVersion: string;
  readonly primary: ModelDeployment;
  /** Asked when the first gives no answer. */
  readonly secondary: ModelDeployment | undefined;
}

/** Where customers are mirrored from. */
export interface CrmConfig {
  /** The address of the Dynamics 365 organisation. */
  readonly url: string;
  /** The OAuth 2.0 token endpoint of its tenant. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The newest version for general use (Azure OpenAI API version lifecycle). Models that reason need a later one. */
export const defaultApiVersion = '2024-10-21';

/**
 * What stands in the place of a key or secret that nobody has filled in yet. The platform's secrets begin with it, so that a task starts
 * before an operator has been there.
 */
export const notFilledIn = 'not-filled-in';

/** Variables of services that the app does without while they are not set up. */
export const externalServiceVariables = {
  AZURE_OPENAI_ENDPOINT: optionalText('the https address of the Azure OpenAI resource'),
  AZURE_OPENAI_API_KEY: optionalText('a key of the Azure OpenAI resource'),
  AZURE_OPENAI_API_VERSION: optionalText('the version of the Azure OpenAI API'),
  AZURE_OPENAI_DEPLOYMENT: optionalText('the name of the deployment that writes drafts'),
  AZURE_OPENAI_FALLBACK_ENDPOINT: optionalText(
    'the https address of the resource with the second deployment',
  ),
  AZURE_OPENAI_FALLBACK_DEPLOYMENT: optionalText('the name of the second deployment'),
  CRM_URL: optionalText('the https address of the Dynamics 365 organisation'),
  CRM_TOKEN_URL: optionalText('the https address of the token endpoint of the CRM'),
  CRM_CLIENT_ID: optionalText('the id of the client that reads the CRM'),
  CRM_CLIENT_SECRET: optionalText('the secret of the client that reads the CRM'),
};

type Values = { readonly [Name in keyof typeof externalServiceVariables]?: string | undefined };

/** The language models of the environment; `undefined` when none is set up. */
export function modelsConfig(values: Values): ModelsConfig | undefined {
  if (values.AZURE_OPENAI_API_KEY === notFilledIn) {
    return undefined;
  }
  const group = wholeGroup(values, [
    'AZURE_OPENAI_ENDPOINT',
    'AZURE_OPENAI_API_KEY',
    'AZURE_OPENAI_DEPLOYMENT',
  ]);
  if (group === undefined) {
    return undefined;
  }
  const endpoint = address('AZURE_OPENAI_ENDPOINT', group.AZURE_OPENAI_ENDPOINT);
  const second = values.AZURE_OPENAI_FALLBACK_ENDPOINT;
  const deployment = values.AZURE_OPENAI_FALLBACK_DEPLOYMENT;
  if (second !== undefined && deployment === undefined) {
    throw new ConfigurationError([
      'AZURE_OPENAI_FALLBACK_DEPLOYMENT is missing: set it to the name of the second deployment, because AZURE_OPENAI_FALLBACK_ENDPOINT is set',
    ]);
  }
  const apiVersion = values.AZURE_OPENAI_API_VERSION ?? defaultApiVersion;
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(apiVersion)) {
    throw new ConfigurationError([
      `AZURE_OPENAI_API_VERSION is malformed: set it to a version such as ${defaultApiVersion}, or leave it out`,
    ]);
  }
  return {
    apiKey: group.AZURE_OPENAI_API_KEY,
    apiVersion,
    primary: { endpoint, deployment: group.AZURE_OPENAI_DEPLOYMENT },
    secondary:
      deployment === undefined
        ? undefined
        : {
            endpoint: second === undefined ? endpoint : address('AZURE_OPENAI_FALLBACK_ENDPOINT', second),
            deployment,
          },
  };
}

/** The CRM of the environment; `undefined` when none is set up. */
export function crmConfig(values: Values): CrmConfig | undefined {
  if (values.CRM_CLIENT_SECRET === notFilledIn) {
    return undefined;
  }
  const group = wholeGroup(values, ['CRM_URL', 'CRM_TOKEN_URL', 'CRM_CLIENT_ID', 'CRM_CLIENT_SECRET']);
  return (
    group && {
      url: address('CRM_URL', group.CRM_URL),
      tokenUrl: address('CRM_TOKEN_URL', group.CRM_TOKEN_URL),
      clientId: group.CRM_CLIENT_ID,
      clientSecret: group.CRM_CLIENT_SECRET,
    }
  );
}

/** The values of variables that are set together or not at all. */
function wholeGroup<const Name extends keyof Values>(
  values: Values,
  names: readonly Name[],
): Readonly<Record<Name, string>> | undefined {
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === names.length) {
    return undefined;
  }
  if (missing.length > 0) {
    throw new ConfigurationError(
      missing.map((name) => `${name} is missing: ${names.join(', ')} are set together or not at all`),
    );
  }
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Record<Name, string>;
}

/** Keys and secrets are sent there: encrypted, except to this machine. */
function address(name: string, value: string): string {
  const url = URL.parse(value);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url)))) {
    throw new ConfigurationError([`${name} is malformed: set it to an https address`]);
  }
  return value;
}
