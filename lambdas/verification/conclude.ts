import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { evidenceRecord, recordKey } from '../evidence/record.ts';
import type { Signer } from '../evidence/signature.ts';
import { type EvidenceStore, writeOnce } from '../evidence/store.ts';
import { type Finding, overall, type Verdict } from './finding.ts';
import { type Measurement, metricData, publish } from './metrics.ts';

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
}

export interface ConclusionOutlets {
  readonly store: EvidenceStore;
  readonly signer: Signer;
  readonly cloudWatch: CloudWatchClient;
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
