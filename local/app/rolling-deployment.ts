/** A deployment that did not succeed; the release before serves again. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
}

/** What a rolling deployment is made of. */
export interface Rolling<Release extends { readonly id: string }, Replica extends { readonly name: string }> {
  readonly from: Release;
  readonly to: Release;
  /** Those that serve now. */
  readonly replicas: readonly Replica[];
  /** Starts a replica, and resolves when users get its answers. When it rejects, nothing of the replica is left. */
  readonly bring: (release: Release) => Promise<Replica>;
  /** Takes a replica away without losing a request. */
  readonly retire: (replica: Replica) => Promise<void>;
  /** Looks at the new replicas for a while; returns what is wrong with them. */
  readonly watch: (fresh: readonly Replica[]) => Promise<string | undefined>;
  readonly progress: (line: string) => void;
}

/**
 * Replaces replicas one by one. At no time fewer serve than before, and when the new release fails, also in its first moments under
 * all users, the old one takes its place again in the same way.
 * @throws DeploymentFailed after the rollback
 */
export async function roll<
  Release extends { readonly id: string },
  Replica extends { readonly name: string },
>(rolling: Rolling<Release, Replica>): Promise<void> {
  const { from, to, replicas, bring, retire, watch, progress } = rolling;
  const fresh: Replica[] = [];
  const retired: Replica[] = [];
  try {
    for (const old of replicas) {
      const replica = await bring(to);
      fresh.push(replica);
      progress(`${replica.name} serves release ${to.id}`);
      await retire(old);
      retired.push(old);
      progress(`${old.name} is drained and stopped`);
    }
    const wrong = await watch(fresh);
    if (wrong !== undefined) throw new Error(wrong);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    progress(`release ${to.id} fails: ${why}`);
    for (const _ of retired) {
      const replica = await bring(from);
      progress(`${replica.name} serves release ${from.id} again`);
    }
    for (const replica of fresh) await retire(replica);
    throw new DeploymentFailed(`Release ${to.id} was taken back, and ${from.id} serves: ${why}`, {
      cause: error,
    });
  }
}
