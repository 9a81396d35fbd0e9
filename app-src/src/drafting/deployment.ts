import { metrics } from '@opentelemetry/api';
import { AzureOpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { defaultApiVersion, type ModelDeployment } from '../config/external-services.ts';
import type { Policy } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { Patience } from './patience.ts';
import type { PromptMessage } from './prompt.ts';

/** The longest silence within an answer, in milliseconds: a model writes tens of words a second. */
const stallMilliseconds = 3_000;

/** The most tokens of a draft, about two pages. */
const mostTokens = 1_500;

export interface WriteOptions {
  /** Milliseconds within which the first words must come. */
  readonly firstTextMilliseconds: number;
  readonly signal: AbortSignal;
  /** Takes the words as they come. */
  readonly onText: (text: string) => void;
}

/** One deployment of a language model that writes drafts. */
export interface Deployment {
  readonly from: 'primary' | 'secondary';
  readonly policy: Policy;
  /** Writes an answer to `prompt`. Rejects when it does not begin in time, falls silent, breaks off or is not allowed. */
  write(prompt: readonly PromptMessage[], options: WriteOptions): Promise<void>;
}

/** A deployment behind `policy`, whose limits of time cover the whole answer. */
export function createDeployment(
  from: Deployment['from'],
  { endpoint, deployment }: ModelDeployment,
  parts: { readonly apiKey: string; readonly policy: Policy; readonly apiVersion?: string },
): Deployment {
  const { policy } = parts;
  const client = new AzureOpenAI({
    endpoint,
    deployment,
    apiVersion: parts.apiVersion ?? defaultApiVersion,
    apiKey: parts.apiKey,
    // Retries, limits of time and what is written to the log are the app's.
    maxRetries: 0,
    logLevel: 'off',
  });
  const tokens = metrics
    .getMeter('holdfast')
    .createCounter('holdfast.model.tokens', { description: 'Tokens that drafts used, by kind' });

  async function stream(prompt: readonly PromptMessage[], options: WriteOptions, signal: AbortSignal) {
    const patience = new Patience(options.firstTextMilliseconds);
    const stop = new AbortController();
    const abort = () => stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await Promise.race([patience.exceeded, read(prompt, options, stop.signal, patience)]);
    } finally {
      patience.end();
      signal.removeEventListener('abort', abort);
      // Closes the connection of an answer that nobody reads to its end.
      stop.abort();
    }
  }

  /** Models that reason take `max_completion_tokens` alone, others under older versions of the API `max_tokens` alone: the model says. */
  let limit: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';

  async function ask(request: ChatCompletionCreateParamsStreaming, signal: AbortSignal) {
    const send = () => client.chat.completions.create({ ...request, [limit]: mostTokens }, { signal });
    try {
      return await send();
    } catch (error) {
      const { code, param } = error as { readonly code?: unknown; readonly param?: unknown };
      if (code !== 'unsupported_parameter' || param !== 'max_tokens') {
        throw error;
      }
      limit = 'max_completion_tokens';
      return send();
    }
  }

  async function read(
    prompt: readonly PromptMessage[],
    options: WriteOptions,
    signal: AbortSignal,
    patience: Patience,
  ): Promise<void> {
    const events = await ask(
      { model: deployment, messages: [...prompt], stream: true, stream_options: { include_usage: true } },
      signal,
    );
    let finish: string | null | undefined;
    let empty = true;
    for await (const event of events) {
      // Azure begins with an event without choices, its verdict on the prompt.
      const choice = event.choices?.[0];
      finish = choice?.finish_reason ?? finish;
      // PostgreSQL keeps no NUL.
      const text = (choice?.delta?.content ?? '').replaceAll('\0', '');
      if (text !== '' && !signal.aborted) {
        empty = false;
        patience.renew(stallMilliseconds);
        options.onText(text);
      }
      if (event.usage) {
        tokens.add(event.usage.prompt_tokens, { deployment: from, kind: 'prompt' });
        tokens.add(event.usage.completion_tokens, { deployment: from, kind: 'completion' });
      }
    }
    if (finish === 'content_filter') {
      throw new UpstreamError('The model was not allowed to finish the draft.', {
        status: 400,
        code: 'CONTENT_FILTER',
      });
    }
    if (finish === undefined || finish === null) {
      throw new UpstreamError('The answer of the model broke off.', { code: 'CONNECTION_LOST' });
    }
    if (empty) {
      throw new UpstreamError('The model used up its tokens without a word.', { code: 'EMPTY' });
    }
  }

  return {
    from,
    policy,
    // A draft is never repeated within one call: part of it may have been shown. The next deployment begins anew.
    write: (prompt, options) =>
      policy.run((signal) => stream(prompt, options, signal), { idempotent: false, signal: options.signal }),
  };
}
