import { setTimeout as sleep } from 'node:timers/promises';
import { failureCause } from '../health/failure-cause.ts';
import type { Deployment } from './deployment.ts';
import type { DraftEvent } from './draft.ts';
import type { DraftMaterial } from './draft-material.ts';
import { draftPrompt } from './prompt.ts';
import { templateDraft } from './template-draft.ts';

/**
 * Milliseconds that a user waits for the first words of any model, before the app composes a draft itself: with the reads before and the
 * network around it, words come within three seconds whatever fails.
 */
const patienceMilliseconds = 2_200;

/** The share of {@link patienceMilliseconds} that the first deployment gets while there is a second one. */
const firstShare = 0.6;

/** Milliseconds that a composed draft waits for its place in the queue to be noted. */
const queueMilliseconds = 300;

export interface DraftOptions {
  readonly deployments: readonly Deployment[];
  /** Aborted when the reader has gone. */
  readonly signal: AbortSignal;
  /** Aborted when the app is about to stop: a draft that is not finished is composed, and the model's is left to another replica. */
  readonly hurry: AbortSignal;
  readonly emit: (event: DraftEvent) => void;
  /** Asks for the model's draft later. Tells whether that was noted. */
  readonly queue: () => Promise<boolean>;
  /** Told of each deployment that failed, with a cause in words. */
  readonly onFailure: (from: Deployment['from'], cause: string) => void;
}

/**
 * Writes a draft by the first deployment that answers, and otherwise composes one. A deployment that breaks off within its text is
 * followed by the next one from the start, after `restart`.
 * @throws the reason of `signal` when the reader has gone
 */
export async function writeDraft(material: DraftMaterial, options: DraftOptions): Promise<void> {
  const { deployments, signal, hurry, emit } = options;
  const prompt = draftPrompt(material);
  const start = performance.now();
  let began = false;
  for (const [index, deployment] of deployments.entries()) {
    const last = index === deployments.length - 1;
    const waited = began ? 0 : performance.now() - start;
    const firstTextMilliseconds = patienceMilliseconds * (last ? 1 : firstShare) - waited;
    if (began) {
      emit({ name: 'restart', data: {} });
    }
    began = false;
    try {
      await deployment.write(prompt, {
        firstTextMilliseconds,
        signal: AbortSignal.any([signal, hurry]),
        onText: (text) => {
          if (!began) {
            began = true;
            emit({ name: 'source', data: { from: deployment.from } });
          }
          emit({ name: 'text', data: { text } });
        },
      });
      emit({ name: 'done', data: {} });
      return;
    } catch (error) {
      signal.throwIfAborted();
      deployment.policy.fellBack();
      if (hurry.aborted) {
        break;
      }
      options.onFailure(deployment.from, failureCause(error));
    }
  }
  if (began) {
    emit({ name: 'restart', data: {} });
  }
  await composeDraft(material, options);
}

/** Composes the draft at once, and lets the user know whether the model's will follow. */
async function composeDraft(
  material: DraftMaterial,
  { deployments, emit, queue }: DraftOptions,
): Promise<void> {
  const text = templateDraft(material);
  // Without any model there is nothing to wait for.
  const queued = deployments.length > 0 && (await Promise.race([queue(), sleep(queueMilliseconds, false)]));
  emit({ name: 'source', data: { from: 'template', queued } });
  emit({ name: 'text', data: { text } });
  emit({ name: 'done', data: {} });
}
