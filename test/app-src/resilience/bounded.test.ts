import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Dynamics } from '../../../app-src/src/crm/dynamics.ts';
import { Policies } from '../../../app-src/src/resilience/policies.ts';
import { standInClient } from '../../../local/peers/dynamics/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { deploymentsOn, readDraft } from '../drafting/draft-fixture.ts';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use after a collection of garbage. */
const heap = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const mebibyte = 1024 * 1024;
const requests = 200;

/** How many connections a stand-in holds at most, while `work` runs. */
async function mostSockets(peer: PeerProcess, work: Promise<unknown>): Promise<number> {
  let most = 0;
  const watch = setInterval(async () => {
    most = Math.max(most, (await peer.state()).openSockets);
  }, 50);
  await work;
  clearInterval(watch);
  return most;
}

describe('while a service hangs', () => {
  it(`${requests} drafts at once are served, with few connections and no growth`, async () => {
    const peer = await PeerProcess.start('azure-openai');
    const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 500, volumeThreshold: 3 };
    const { deployments, policies } = deploymentsOn(peer.origin, { breaker });
    try {
      await readDraft(deployments);
      await peer.misbehave({ hang: true });
      const wave = async () => {
        const drafts = await Promise.all(Array.from({ length: requests }, () => readDraft(deployments)));
        expect(drafts.every(({ text }) => text.includes('Alder Mills'))).toBe(true);
        expect(Math.max(...drafts.map((draft) => draft.totalMilliseconds))).toBeLessThan(3_000);
      };
      const most = await mostSockets(peer, wave());
      // Sixteen drafts of each deployment hang at once, and the watch itself holds a connection or two.
      expect(most).toBeGreaterThanOrEqual(16);
      expect(most).toBeLessThanOrEqual(2 * 16 + 2);
      const before = heap();
      await wave();
      await wave();
      expect(heap() - before).toBeLessThan(5 * mebibyte);
      expect(policies.map((policy) => policy.state().inFlight)).toEqual([0, 0]);
      await waitUntil('connections to be given up', async () =>
        (await peer.state()).openSockets <= 2 ? true : undefined,
      );
    } finally {
      for (const policy of policies) {
        policy.close();
      }
      await peer.kill();
    }
  });

  it(`${requests} questions to the CRM at once end in time, with few connections and no growth`, async () => {
    const peer = await PeerProcess.start('dynamics');
    const policies = new Policies();
    const dynamics = new Dynamics(
      {
        url: peer.origin,
        tokenUrl: `${peer.origin}/contoso/oauth2/v2.0/token`,
        clientId: standInClient.id,
        clientSecret: standInClient.secret,
      },
      policies,
    );
    const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
    try {
      await dynamics.account(id);
      await peer.misbehave({ hang: true });
      const wave = async () => {
        const start = performance.now();
        const outcomes = await Promise.allSettled(
          Array.from({ length: requests }, () => dynamics.account(id)),
        );
        expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
        expect(performance.now() - start).toBeLessThan(3_000);
      };
      const most = await mostSockets(peer, wave());
      // The policy's eight slots.
      expect(most).toBeGreaterThanOrEqual(8);
      expect(most).toBeLessThanOrEqual(8 + 2);
      const before = heap();
      await wave();
      await wave();
      expect(heap() - before).toBeLessThan(5 * mebibyte);
      expect(policies.states().crm).toMatchObject({ inFlight: 0, queued: 0 });
      await waitUntil('connections to be given up', async () =>
        (await peer.state()).openSockets <= 2 ? true : undefined,
      );
    } finally {
      policies.close();
      await peer.kill();
    }
  });
});
