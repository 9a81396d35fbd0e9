import { execFile } from 'node:child_process';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { makeRegions, startPairIn } from './pair-fixture.ts';
import { lostWrites, makeLedger, WritingClient } from './writing-client.ts';

jest.setTimeout(600_000);

const run = promisify(execFile);
const patience = 180_000;

/** A small disk of its own takes a mount, which takes root. */
const asRoot = userInfo().uid === 0 ? it : it.skip;

asRoot(
  'promotes the standby when the disk of the primary is full, and rebuilds the other when it has room',
  async () => {
    const regions = await makeRegions();
    const disk = path.join(regions.primaryRegion, 'postgres-a');
    await mkdir(disk);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
    try {
      const { pair, address, remove } = await startPairIn(regions.root, regions);
      await makeLedger(pair);
      const client = new WritingClient({ port: () => address.port, access: pair.access });
      const filler = path.join(disk, 'filler');
      const { bavail, bsize } = await statfs(disk);
      await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => undefined);
      const promotion = await waitUntil('a promotion', async () => pair.promotions[0], patience);
      expect(promotion).toMatchObject({ from: 'postgres-a', to: 'postgres-b' });
      console.info(
        `disk full (${promotion.reason}): promoted after ${promotion.servedAt - promotion.firstSignAt} ms`,
      );
      await waitUntil(
        'writes on the new primary',
        async () => client.acknowledged.find(({ at }) => at > promotion.servedAt),
        patience,
      );
      expect(pair.status()[0]?.state).not.toBe('running');
      await rm(filler);
      await pair.whenSynchronous(patience);
      await client.stop();
      const sql = pair.connect();
      expect(await lostWrites(sql, client.acknowledged)).toEqual([]);
      await sql.end();
      await pair.stop();
      await run('umount', [disk]);
      await remove();
    } finally {
      await run('umount', ['-l', disk]).catch(() => undefined);
      await rm(regions.root, { recursive: true, force: true });
    }
  },
);
