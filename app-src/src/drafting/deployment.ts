import { metrics } from '@opentelemetry/api';
import { AzureOpenAI } from 'openai';
import type { ModelDeployment } from '../config/external-services.ts';
import type { Policy } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { Patience } from './patience.ts';
import type { PromptMessage } from './prompt.ts';

/** The newest generally available version of the data plane API (Azure OpenAI API version lifecycle). */
const apiVersion = '2024-10-21';

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
  parts: { readonly apiKey: string; readonly policy: Policy },
): Deployment {
  const { policy } = parts;
  const client = new AzureOpenAI({
    endpoint,
    deployment,
    apiVersion,
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

  async function read(
    prompt: readonly PromptMessage[],
    options: WriteOptions,
    signal: AbortSignal,
    patience: Patience,
  ): Promise<void> {
    const events = await client.chat.completions.create(
      {
        model: deployment,
        messages: [...prompt],
        // Its successor, `max_completion_tokens`, is unknown to this version of the API; models that need it think for too long.
        max_tokens: mostTokens,
        stream: true,
        stream_options: { include_usage: true },
      },
      { signal },
    );
    let finish: string | null | undefined;
    for await (const event of events) {
      // Azure begins with an event without choices, its verdict on the prompt.
      const choice = event.choices?.[0];
      finish = choice?.finish_reason ?? finish;
      const text = choice?.delta?.content ?? '';
      if (text !== '' && !signal.aborted) {
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
  }

  return {
    from,
    policy,
    // A draft is never repeated within one call: part of it may have been shown. The next deployment begins anew.
    write: (prompt, options) =>
      policy.run((signal) => stream(prompt, options, signal), { idempotent: false, signal: options.signal }),
  };
}
