import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PairOptions, PostgresPair } from '../../../local/postgres/pair.ts';
import { Events } from '../../../local/processes/events.ts';
import { freePort } from '../../../local/processes/free-port.ts';

/** Where clients of a pair would be sent. */
export class Address {
  /** `undefined`: nobody is let through. */
  port: number | undefined;
  /** Called when the old primary is cut off, before it is fenced. */
  onCut: () => Promise<void> = async () => undefined;

  async point(port: number): Promise<void> {
    this.port = port;
  }

  async cut(): Promise<void> {
    this.port = undefined;
    await this.onCut();
  }
}

export interface PairFixture {
  readonly root: string;
  readonly pair: PostgresPair;
  readonly address: Address;
  readonly events: Events;
  readonly options: PairOptions;
  /** Stops everything and deletes it. */
  remove(): Promise<void>;
}

/** Two regions' folders in a new folder. */
export async function makeRegions(): Promise<{
  root: string;
  primaryRegion: string;
  recoveryRegion: string;
}> {
  const root = await mkdtemp(path.join(tmpdir(), 'holdfast-pair-'));
  // The user that PostgreSQL runs as must be able to pass through.
  await chmod(root, 0o755);
  const [primaryRegion, recoveryRegion] = [
    path.join(root, 'primary-region'),
    path.join(root, 'recovery-region'),
  ];
  await mkdir(primaryRegion);
  await mkdir(recoveryRegion);
  return { root, primaryRegion, recoveryRegion };
}

/** A pair in folders of its own, started, with every commit on both servers. */
export async function startPair(options: Partial<PairOptions> = {}): Promise<PairFixture> {
  const { root, ...regions } = await makeRegions();
  return startPairIn(root, { ...regions, ...options });
}

export async function startPairIn(
  root: string,
  given: Partial<PairOptions> & Pick<PairOptions, 'primaryRegion' | 'recoveryRegion'>,
): Promise<PairFixture> {
  const address = new Address();
  const events = new Events(path.join(root, 'events.jsonl'));
  const options: PairOptions = {
    ports: { 'postgres-a': await freePort(), 'postgres-b': await freePort() },
    address,
    events,
    // The machine of the tests is shared: a slow answer is no reason for a failover.
    timing: { probeLimitMilliseconds: 3_000 },
    ...given,
  };
  const pair = new PostgresPair(options);
  const remove = async () => {
    await pair.stop();
    await events.flush();
    await rm(root, { recursive: true, force: true });
  };
  try {
    await pair.start();
    await pair.whenSynchronous(120_000);
    return { root, pair, address, events, options, remove };
  } catch (error) {
    const seen = events.last().map(({ part, kind, detail }) => `${part} ${kind} ${detail}`);
    await remove();
    throw new Error(`the pair did not start:\n${seen.join('\n')}`, { cause: error });
  }
}
