import { createHash } from 'node:crypto';

const safe = { filtered: false, severity: 'safe' } as const;
const filters = { hate: safe, self_harm: safe, sexual: safe, violence: safe } as const;
const promptFilters = [
  {
    prompt_index: 0,
    content_filter_results: { ...filters, jailbreak: { filtered: false, detected: false } },
  },
];

/** What a completion is made of. The same prompt gives the same one. */
export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly created: number;
  readonly text: string;
  readonly usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Makes up the answer of the model `deployment` to a prompt. */
export function complete(deployment: string, prompt: string, now: Date): Completion {
  const digest = createHash('sha256').update(prompt).digest('hex');
  const text = [
    `Draft ${digest.slice(0, 8)} by ${deployment}.`,
    'We have listened to what your team needs, and propose a plan in three steps: a pilot, a roll-out and a review.',
    'Each step has an owner, a date and a figure that shows whether it worked. You decide after each step whether to go on.',
    'We look forward to talking it through with you.',
  ].join('\n\n');
  const usage = {
    prompt_tokens: Math.ceil(prompt.length / 4),
    completion_tokens: Math.ceil(text.length / 4),
  };
  return {
    id: `chatcmpl-${digest.slice(0, 29)}`,
    model: `${deployment}-2024-11-20`,
    created: Math.floor(now.getTime() / 1_000),
    text,
    usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
  };
}

/** The body of an answer in one piece. */
export function wholeBody({ id, model, created, text, usage }: Completion): unknown {
  return {
    choices: [
      {
        content_filter_results: filters,
        finish_reason: 'stop',
        index: 0,
        logprobs: null,
        message: { content: text, refusal: null, role: 'assistant' },
      },
    ],
    created,
    id,
    model,
    object: 'chat.completion',
    prompt_filter_results: promptFilters,
    system_fingerprint: 'fp_ee1d74bde0',
    usage,
  };
}

/** The events of a streamed answer, one a word: first the verdict on the prompt, last the usage when asked for, as Azure sends them. */
export function streamedEvents(completion: Completion, includeUsage: boolean): string[] {
  const { id, model, created, text, usage } = completion;
  const chunk = (choices: readonly unknown[], more: object = {}) => ({
    choices,
    created,
    id,
    model,
    object: 'chat.completion.chunk',
    system_fingerprint: 'fp_ee1d74bde0',
    ...(includeUsage ? { usage: null } : {}),
    ...more,
  });
  const choice = (delta: object, finish: 'stop' | null = null) => ({
    content_filter_results: 'content' in delta && delta.content !== '' ? filters : {},
    delta,
    finish_reason: finish,
    index: 0,
    logprobs: null,
  });
  const verdict = {
    choices: [],
    created: 0,
    id: '',
    model: '',
    object: '',
    prompt_filter_results: promptFilters,
  };
  const words = text.match(/\S+\s*/g) ?? [];
  const documents = [
    verdict,
    chunk([choice({ content: '', refusal: null, role: 'assistant' })]),
    ...words.map((content) => chunk([choice({ content })])),
    chunk([choice({}, 'stop')]),
    ...(includeUsage ? [chunk([], { usage })] : []),
  ];
  return [...documents.map((document) => `data: ${JSON.stringify(document)}\n\n`), 'data: [DONE]\n\n'];
}
