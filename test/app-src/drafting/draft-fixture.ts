import { createDeployment, type Deployment } from '../../../app-src/src/drafting/deployment.ts';
import type { DraftEvent } from '../../../app-src/src/drafting/draft.ts';
import type { DraftMaterial } from '../../../app-src/src/drafting/draft-material.ts';
import { writeDraft } from '../../../app-src/src/drafting/write-draft.ts';
import { createPolicy, type Policy, type PolicyOptions } from '../../../app-src/src/resilience/policy.ts';
import { standInApiKey } from '../../../local/peers/azure-openai/service.ts';

export const material: DraftMaterial = {
  locale: 'en',
  instructions: 'Stress the short start.',
  proposal: { title: 'Faster month end', valueCents: 4_200_000, currency: 'EUR', text: 'We met in May.' },
  customer: {
    name: 'Alder Mills',
    industry: 'Financial',
    city: 'Lyon',
    country: 'France',
    contactName: 'Ada Keller',
  },
  template: 'We begin with a pilot.',
  articles: [{ title: 'Closing in three days', summary: 'How others did it.', body: 'They began small.' }],
};

/** Two deployments of the stand-in: `gpt-4o` and `gpt-4o-mini`. Close their policies when done. */
export function deploymentsOn(
  origin: string,
  options: Partial<PolicyOptions> = {},
): { readonly deployments: readonly Deployment[]; readonly policies: readonly Policy[] } {
  const create = (from: Deployment['from'], deployment: string) =>
    createDeployment(
      from,
      { endpoint: origin, deployment },
      {
        apiKey: standInApiKey,
        policy: createPolicy(from, {
          timeoutMilliseconds: 10_000,
          deadlineMilliseconds: 10_000,
          concurrent: 16,
          breaker: { errorThresholdPercentage: 50, resetMilliseconds: 1_000, volumeThreshold: 1_000 },
          ...options,
        }),
      },
    );
  const deployments = [create('primary', 'gpt-4o'), create('secondary', 'gpt-4o-mini')];
  return { deployments, policies: deployments.map(({ policy }) => policy) };
}

export interface Reading {
  readonly events: readonly DraftEvent[];
  /** What the user sees in the end: the text since the last `restart`. */
  readonly text: string;
  readonly firstTextMilliseconds: number;
  readonly totalMilliseconds: number;
  readonly queued: number;
  readonly causes: readonly string[];
}

/** Writes a draft and reads it as a user's page does. */
export async function readDraft(
  deployments: readonly Deployment[],
  {
    signal = new AbortController().signal,
    hurry = new AbortController().signal,
  }: { readonly signal?: AbortSignal; readonly hurry?: AbortSignal } = {},
): Promise<Reading> {
  const start = performance.now();
  const events: DraftEvent[] = [];
  const causes: string[] = [];
  let text = '';
  let queued = 0;
  let firstTextMilliseconds = Number.POSITIVE_INFINITY;
  await writeDraft(material, {
    deployments,
    signal,
    hurry,
    emit: (event) => {
      events.push(event);
      if (event.name === 'text') {
        firstTextMilliseconds = Math.min(firstTextMilliseconds, performance.now() - start);
        text += event.data.text;
      } else if (event.name === 'restart') {
        text = '';
      }
    },
    queue: async () => {
      queued += 1;
      return true;
    },
    onFailure: (from, cause) => causes.push(`${from}: ${cause}`),
  });
  return {
    events,
    text,
    firstTextMilliseconds,
    totalMilliseconds: performance.now() - start,
    queued,
    causes,
  };
}

/** Who is told to have written: the sources in order, with `restart` between them. */
export function course({ events }: Reading): string[] {
  return events.flatMap((event) => {
    if (event.name === 'source') {
      return [event.data.from];
    }
    return event.name === 'text' ? [] : [event.name];
  });
}
