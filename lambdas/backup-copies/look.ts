import {
  type BackupClient,
  DescribeBackupVaultCommand,
  type CopyJob as ListedCopyJob,
  paginateListCopyJobs,
} from '@aws-sdk/client-backup';
import { listRecoveryPoints } from '../recovery-points/list.ts';
import { ask } from '../verification/answer.ts';
import type { CopiesSeen, CopyJob, Vault, VaultSeen } from './seen.ts';
import type { CopiesSettings } from './settings.ts';

/** The most that AWS Backup gives in one answer. */
const PAGE = 1000;

/** Asks the source and every destination that can be looked into, each for itself. */
export async function lookAtVaults(
  settings: CopiesSettings,
  clientOf: (region: string) => BackupClient,
  now: Date,
): Promise<Omit<CopiesSeen, 'replication'>> {
  const { source, resource } = settings;
  const longest = Math.max(...settings.rules.map(({ lookBackSeconds }) => lookBackSeconds));
  const createdAfter = new Date(now.getTime() - longest * 1000);
  const vaultSeen = async (region: string, vault: string): Promise<VaultSeen> => {
    const client = clientOf(region);
    const [described, points] = await Promise.all([
      ask(() => describe(client, vault)),
      ask(() => listRecoveryPoints(client, { vault, resource, createdAfter })),
    ]);
    return { vault: described, points };
  };
  const readable = settings.destinations.filter((destination) => destination.readable);
  const [own, jobs, ...others] = await Promise.all([
    vaultSeen(source.region, source.vault),
    ask(() => listCopyJobs(clientOf(source.region), resource, createdAfter)),
    ...readable.map(({ region, vault }) => vaultSeen(region, vault)),
  ]);
  const destinations = new Map<string, VaultSeen>();
  others.forEach((seen, index) => {
    const arn = readable[index]?.arn;
    if (arn !== undefined) destinations.set(arn, seen);
  });
  return { source: own, jobs, destinations };
}

async function describe(client: BackupClient, vault: string): Promise<Vault> {
  const answer = await client.send(new DescribeBackupVaultCommand({ BackupVaultName: vault }));
  return {
    keyArn: answer.EncryptionKeyArn,
    locked: answer.Locked === true,
    minDays: answer.MinRetentionDays,
    maxDays: answer.MaxRetentionDays,
    lockDate: answer.LockDate,
  };
}

async function listCopyJobs(client: BackupClient, resource: string, createdAfter: Date): Promise<CopyJob[]> {
  const jobs: CopyJob[] = [];
  const query = { ByResourceArn: resource, ByCreatedAfter: createdAfter };
  for await (const { CopyJobs = [] } of paginateListCopyJobs({ client, pageSize: PAGE }, query)) {
    for (const job of CopyJobs) {
      const read = copyJob(job);
      if (read) jobs.push(read);
    }
  }
  return jobs;
}

function copyJob(job: ListedCopyJob): CopyJob | undefined {
  const { SourceRecoveryPointArn: source, DestinationBackupVaultArn: destinationVault } = job;
  if (source === undefined || destinationVault === undefined || job.CreationDate === undefined)
    return undefined;
  return {
    source,
    destinationVault,
    copy: job.DestinationRecoveryPointArn,
    state: job.State ?? 'UNKNOWN',
    explanation: job.StatusMessage,
    createdAt: job.CreationDate,
    completedAt: job.CompletionDate,
    keyArn: job.DestinationEncryptionKeyArn,
    deleteAfterDays: job.DestinationRecoveryPointLifecycle?.DeleteAfterDays,
  };
}
