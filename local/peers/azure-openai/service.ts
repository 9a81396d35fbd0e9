import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, json } from '../answer.ts';
import type { PeerRequest, Service } from '../peer.ts';
import { complete, streamedEvents, wholeBody } from './completion.ts';
import { azureError, badRequest, unsupportedParameter } from './errors.ts';

/** The key that the stand-in takes. */
export const standInApiKey = 'stand-in-azure-openai-key';

/** Milliseconds between the words of a streamed answer: a whole draft takes about a second. */
const wordPauseMilliseconds = 10;

/** Arguments that version 2024-10-21 knows beside those that the stand-in reads (`createChatCompletionRequest` of its specification). */
const otherArguments = new Set([
  ...['model', 'max_tokens', 'temperature', 'top_p', 'n', 'stop', 'seed', 'user', 'logit_bias', 'logprobs'],
  ...['top_logprobs', 'frequency_penalty', 'presence_penalty', 'response_format', 'tools', 'tool_choice'],
  ...['parallel_tool_calls', 'functions', 'function_call', 'data_sources'],
]);

/** The version that {@link otherArguments} is about; later ones also know `max_completion_tokens`. */
const olderVersion = '2024-10-21';

/** Deployments that the stand-in takes for models that reason. */
const reasoning = /^(o\d|gpt-5)/;

const chatRequest = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});

/** Azure OpenAI's chat completions: `POST /openai/deployments/{deployment}/chat/completions?api-version=...`. */
export const azureOpenAi: Service = {
  name: 'Azure OpenAI',
  failure: azureError,
  answer(request) {
    if (request.headers['api-key'] !== standInApiKey) {
      return azureError(401);
    }
    const path = /^\/openai\/deployments\/([\w.-]+)\/chat\/completions$/.exec(request.url.pathname);
    const deployment = path?.[1];
    if (
      deployment === undefined ||
      request.method !== 'POST' ||
      !request.url.searchParams.has('api-version')
    ) {
      return json(404, { error: { code: '404', message: 'Resource not found' } });
    }
    const version = request.url.searchParams.get('api-version') ?? '';
    return chat(deployment, version, request);
  },
};

function chat(deployment: string, version: string, request: PeerRequest): Answer {
  const parsed = chatRequest.safeParse(parse(request.body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return badRequest(`Invalid value for '${issue?.path.join('.')}': ${issue?.message}.`);
  }
  const { messages, stream, stream_options: options, ...others } = parsed.data;
  const successor = version > olderVersion ? 'max_completion_tokens' : undefined;
  const unknown = Object.keys(others).find((name) => !otherArguments.has(name) && name !== successor);
  if (unknown !== undefined) {
    return badRequest(`Unrecognized request argument supplied: ${unknown}`);
  }
  if (reasoning.test(deployment) && 'max_tokens' in others) {
    return unsupportedParameter('max_tokens', 'max_completion_tokens');
  }
  const completion = complete(deployment, messages.map((message) => message.content).join('\n'), new Date());
  const headers = {
    'apim-request-id': randomUUID(),
    'x-ms-region': 'Sweden Central',
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-limit-tokens': '100000',
    'x-ratelimit-remaining-tokens': String(100_000 - completion.usage.total_tokens),
  };
  if (stream !== true) {
    return json(200, wholeBody(completion), headers);
  }
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', ...headers },
    chunks: streamedEvents(completion, options?.include_usage === true),
    pauseMilliseconds: wordPauseMilliseconds,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
