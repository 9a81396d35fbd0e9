import type { Supervised } from '../../processes/supervised.ts';
import type { Fault } from '../fault.ts';
import type { Stage } from '../stage.ts';

/** How each service of others fails, as its stand-in is told. */
const troubles = {
  slow: { latencyMilliseconds: 8_000 },
  throttled: { status: 429, retryAfterSeconds: 5 },
} as const;

/** A service of others answers late, or with a refusal. */
function troubled(drill: string, part: string, trouble: keyof typeof troubles): Fault {
  return {
    name: `${drill}-${trouble}`,
    async inject(stage) {
      const peer = peerOf(stage, part);
      const faults = troubles[trouble];
      await control(peer, faults);
      return {
        detail: `${part} (process ${peer.status().pid}) was told ${JSON.stringify(faults)}`,
        heal: () => control(peer, {}),
      };
    },
  };
}

/** A service of others is gone: it refuses connections. */
function dead(drill: string, part: string): Fault {
  return {
    name: `${drill}-dead`,
    async inject(stage) {
      const peer = peerOf(stage, part);
      const { pid, port } = peer.status();
      await peer.stop();
      return {
        detail: `${part} (process ${pid}) was ended; port ${port} refuses connections`,
        heal: () => peer.start(),
      };
    },
  };
}

/** All outages of the services of others. */
export const peerFaults: readonly Fault[] = [
  ['azure-openai', 'azure-openai'] as const,
  ['crm', 'dynamics'] as const,
].flatMap(([drill, part]) => [
  troubled(drill, part, 'slow'),
  dead(drill, part),
  troubled(drill, part, 'throttled'),
]);

function peerOf({ platform }: Stage, name: string): Supervised {
  const peer = platform.peers.find((one) => one.name === name);
  if (peer === undefined) {
    throw new Error(`The stand-in ${name} does not run: start the platform with its stand-ins.`);
  }
  return peer;
}

/** Sets how a stand-in misbehaves; a stand-in that runs no more has forgotten it. */
async function control(peer: Supervised, faults: object): Promise<void> {
  const { port, state } = peer.status();
  if (state === 'stopped') return;
  const response = await fetch(`http://127.0.0.1:${port}/control`, {
    method: 'PUT',
    body: JSON.stringify(faults),
    signal: AbortSignal.timeout(5_000),
  });
  if (response.status !== 200) {
    throw new Error(`${peer.name} refuses to be told how to misbehave: ${await response.text()}`);
  }
}
