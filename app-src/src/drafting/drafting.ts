import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { ModelsConfig } from '../config/external-services.ts';
import type { Orm } from '../database/orm.ts';
import type { Policies } from '../resilience/policies.ts';
import { createDeployment, type Deployment } from './deployment.ts';
import type { DraftMaterial } from './draft-material.ts';
import { draftMilliseconds } from './draft-milliseconds.ts';
import { type DraftOrder, enqueueDraft } from './draft-request-queries.ts';
import { DraftWorker } from './draft-worker.ts';
import { eventStream } from './event-stream.ts';
import { writeDraft } from './write-draft.ts';

/** Drafts under way at one deployment and replica. Beyond them the next deployment or a template answers, at once. */
const concurrentDrafts = 16;

/** Milliseconds that drafts under way still get when the app is about to stop: half of the grace that requests have. */
const hurryMilliseconds = 5_000;

export interface DraftingParts {
  /** `undefined` while no model is set up. */
  readonly config: ModelsConfig | undefined;
  readonly policies: Policies;
  readonly orm: () => Orm;
  readonly logger: Logger;
}

/** Drafts of proposals: by the first model deployment that answers, otherwise composed, with the model's draft queued for later. */
export class Drafting {
  readonly #parts: DraftingParts;
  readonly #deployments: readonly Deployment[];
  readonly #worker: DraftWorker;
  readonly #hurry = new AbortController();
  readonly #drafts = metrics
    .getMeter('holdfast')
    .createCounter('holdfast.drafts', { description: 'Drafts, by who wrote them' });

  constructor(parts: DraftingParts) {
    this.#parts = parts;
    this.#deployments = deploymentsOf(parts);
    this.#worker = new DraftWorker({ ...parts, deployments: this.#deployments });
  }

  /** Whether a model is set up. */
  get on(): boolean {
    return this.#deployments.length > 0;
  }

  /** Begins to write queued drafts. */
  start(): void {
    if (this.on) {
      this.#worker.start();
    }
  }

  /** Lets drafts that are being read finish for a moment; what is not finished then is composed, and the model's is queued. */
  hasten(): void {
    setTimeout(() => this.#hurry.abort(new Error('The app is stopping.')), hurryMilliseconds).unref();
  }

  /** Stops writing queued drafts; drafts that are being read go on. */
  stop(): Promise<void> {
    return this.#worker.stop();
  }

  /** The events of a new draft, as `text/event-stream`. */
  stream(order: DraftOrder, material: DraftMaterial, signal: AbortSignal): ReadableStream<Uint8Array> {
    const { logger, orm } = this.#parts;
    return eventStream(signal, async (emit, gone) => {
      try {
        await writeDraft(material, {
          deployments: this.#deployments,
          signal: gone,
          hurry: this.#hurry.signal,
          emit: (event) => {
            if (event.name === 'source') {
              this.#drafts.add(1, { from: event.data.from });
            }
            emit(event);
          },
          queue: () => queued(enqueueDraft(orm(), order), logger),
          onFailure: (from, cause) =>
            logger.warn({ from, cause, proposal: order.proposalId }, 'A model did not write a draft.'),
        });
      } catch (error) {
        if (!gone.aborted) {
          logger.error({ err: error, proposal: order.proposalId }, 'A draft could not be written.');
          emit({ name: 'error', data: { detail: 'The draft could not be written. Try again.' } });
        }
      }
    });
  }
}

async function queued(request: ReturnType<typeof enqueueDraft>, logger: Logger): Promise<boolean> {
  try {
    return (await request) !== undefined;
  } catch (error) {
    logger.warn({ err: error }, 'A draft could not be queued for the model.');
    return false;
  }
}

function deploymentsOf({ config, policies }: DraftingParts): Deployment[] {
  if (config === undefined) {
    return [];
  }
  const create = (from: Deployment['from'], deployment: ModelsConfig['primary']) =>
    createDeployment(from, deployment, {
      apiKey: config.apiKey,
      apiVersion: config.apiVersion,
      policy: policies.create(`model-${from}`, {
        timeoutMilliseconds: draftMilliseconds,
        deadlineMilliseconds: draftMilliseconds,
        concurrent: concurrentDrafts,
        // Few users draft at once, so that three failures are enough to know.
        breaker: { errorThresholdPercentage: 50, resetMilliseconds: 10_000, volumeThreshold: 3 },
      }),
    });
  const { primary, secondary } = config;
  return [create('primary', primary), ...(secondary === undefined ? [] : [create('secondary', secondary)])];
}
