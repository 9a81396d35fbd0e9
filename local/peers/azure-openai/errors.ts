import { type Answer, json } from '../answer.ts';

/** Codes and messages as Azure OpenAI sends them (Azure OpenAI in Azure AI Foundry Models REST API reference, and observed answers). */
const known: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: [
    '401',
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  ],
  404: [
    'DeploymentNotFound',
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
  ],
  429: [
    '429',
    'Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded token rate limit of your current pricing tier. Please retry later.',
  ],
  500: ['InternalServerError', 'The server had an error while processing your request. Sorry about that!'],
  503: [
    'ServiceUnavailable',
    'The service is temporarily unable to process your request. Please try again later.',
  ],
};

/** An error answer of Azure OpenAI. */
export function azureError(status: number, retryAfterSeconds?: number): Answer {
  const [code, message] = known[status] ?? [String(status), 'The request failed.'];
  const wait = retryAfterSeconds;
  return json(
    status,
    { error: { code, message } },
    wait === undefined ? {} : { 'retry-after': String(wait), 'retry-after-ms': String(wait * 1_000) },
  );
}

/** The answer to a request that does not have the shape of a chat completion. */
export function badRequest(message: string): Answer {
  return json(400, { error: { message, type: 'invalid_request_error', param: null, code: null } });
}

/** The answer of a model to a parameter that it takes under another name. */
export function unsupportedParameter(param: string, successor: string): Answer {
  return json(400, {
    error: {
      message: `Unsupported parameter: '${param}' is not supported with this model. Use '${successor}' instead.`,
      type: 'invalid_request_error',
      param,
      code: 'unsupported_parameter',
    },
  });
}
