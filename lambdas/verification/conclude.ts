import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { evidenceRecord, recordKey } from '../evidence/record.ts';
import type { Signer } from '../evidence/signature.ts';
import { type EvidenceStore, writeOnce } from '../evidence/store.ts';
import { ask } from './answer.ts';
import { type Finding, overall, type Verdict } from './finding.ts';
import { type Measurement, metricData, publish, signOfLife } from './metrics.ts';

/** What one run of a verifier came to. */
export interface Conclusion {
  readonly verifier: string;
  readonly environment: string;
  /** The moment the run belongs to. */
  readonly scheduledAt: Date;
  /** When it looked. */
  readonly checkedAt: Date;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  /** Kept in the record, for a later run to compare with. */
  readonly observed?: unknown;
}

export interface ConclusionOutlets {
  readonly store: EvidenceStore;
  readonly signer: Signer;
  readonly cloudWatch: CloudWatchClient;
  /** Of the region that watches whether this one is silent. */
  readonly witness?: CloudWatchClient | undefined;
}

/**
 * Writes the record, then the metrics, then the log. In this order: a run whose record could not be kept counts as one
 * that did not happen, so that the alarm on silence rings.
 */
export async function conclude(conclusion: Conclusion, outlets: ConclusionOutlets): Promise<Verdict> {
  const { environment, verifier, findings, measurements, checkedAt } = conclusion;
  const key = recordKey(conclusion);
  const record = evidenceRecord(conclusion);
  const written = await writeOnce(outlets.store, key, outlets.signer.seal(record));
  await publish(outlets.cloudWatch, metricData(environment, verifier, findings, measurements, checkedAt));
  await tellWitness(outlets.witness, conclusion);
  const verdict = overall(findings);
  const problems = findings.filter(({ verdict: one }) => one !== 'good');
  for (const finding of problems)
    console.warn({ ...finding, message: finding.sentence, verifier, environment });
  console.info({
    message: `${verifier}: ${verdict}, ${findings.length} findings, ${problems.length} of them not good.`,
    verifier,
    environment,
    verdict,
    record: key,
    written,
    measurements,
  });
  return verdict;
}

/** A witness that does not answer must not keep the run from being counted where it ran. */
async function tellWitness(
  witness: CloudWatchClient | undefined,
  { environment, verifier, checkedAt }: Conclusion,
): Promise<void> {
  if (witness === undefined) return;
  const told = await ask(() => publish(witness, signOfLife(environment, verifier, checkedAt)));
  if (told.state === 'answered') return;
  console.warn({
    message: `${verifier} could not tell its witness region that it ran: ${told.state} (${told.reason}).`,
    verifier,
    environment,
  });
}
