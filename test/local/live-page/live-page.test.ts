import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Balancer } from '../../../local/balancer/balancer.ts';
import { LivePage } from '../../../local/live-page/live-page.ts';
import type { Rendered } from '../../../local/live-page/view/regions.ts';
import { Events } from '../../../local/processes/events.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { PartLog } from '../../../local/processes/part-log.ts';
import { haproxy } from '../../../local/programs/haproxy.ts';
import { calm, hangingPrimary } from './made-up-views.ts';
import { type Following, follow } from './reader.ts';

jest.setTimeout(60_000);

describe('the live page in front of a real load balancer', () => {
  let folder: string;
  let app: Server;
  let page: LivePage;
  let balancer: Balancer;
  let reader: Following | undefined;
  let shown: Partial<Rendered['regions']> = {};
  const problems: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-live-page-'));
    app = createServer((request, response) => {
      if (request.url === '/fails') response.statusCode = 500;
      const answer = () => response.end('{"draining":false}');
      if (request.url === '/slow') setTimeout(answer, 400);
      else answer();
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    page = await LivePage.start(await freePort(), (sentence) => problems.push(sentence));
    balancer = new Balancer({
      folder,
      ports: {
        ...{ http: await freePort(), postgres: await freePort(), redis: await freePort() },
        requestTimes: page.requestTimes,
      },
      program: haproxy.find() ?? 'haproxy',
      log: new PartLog(join(folder, 'balancer.log')),
      events: new Events(),
    });
  });
  afterEach(async () => {
    reader?.stop();
    reader = undefined;
    shown = {};
    await balancer.stop();
    await page.close();
    app.close();
    app.closeAllConnections();
    await rm(folder, { recursive: true });
    expect(problems.splice(0)).toEqual([]);
  });

  const appPort = () => (app.address() as AddressInfo).port;

  /** A platform with one replica, whose load balancer is real. */
  function platform() {
    const { look } = calm();
    if (look === undefined) throw new Error('The calm view has a platform.');
    const parts = look.status.parts.map((part) => {
      if (part.name === 'balancer') return balancer.status();
      return part.name === 'app-1' ? { ...part, port: appPort() } : part;
    });
    return {
      status: () => ({ ...look.status, parts }),
      balancer,
      postgres: {
        synchronous: true,
        archive: { lastSegment: undefined, lastArchivedAt: undefined, failingSince: undefined },
      },
    };
  }

  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${balancer.ports.http}${path}`).then((got) => got.text());

  /** Reads on until the page says something. */
  async function says(region: 'figures' | 'wide' | 'drill' | 'headline', pattern: RegExp): Promise<void> {
    reader ??= await follow(page.address);
    const deadline = AbortSignal.timeout(20_000);
    for (;;) {
      // A region that has not changed is not told again.
      const words = shown[region]?.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ') ?? '';
      if (pattern.test(words)) return;
      if (deadline.aborted) throw new Error(`The page did not say ${pattern}, but: ${words}`);
      shown = { ...shown, ...(await reader.next()).regions };
    }
  }

  /** Waits until the counters have been looked at once, so that what follows is counted. */
  const looked = () => sleep(1_500);

  it('counts requests, errors and answers of each replica, and tells how long they took', async () => {
    await balancer.start();
    await balancer.add(appPort());
    page.show(platform());
    await looked();
    for (let turn = 0; turn < 10; turn += 1) await ask('/');
    await ask('/slow');
    await ask('/fails');
    await says('figures', /1 of 12 requests have failed/);
    await says('figures', /slowest 4\d\d ms/);
    await says('headline', /Users get errors 1 of 12 requests failed/);
    await ask('/');
    await says('wide', /app-1 replica · running 1 answers\/s/);
  });

  it('says for how long nothing was counted when the load balancer was away, and counts on', async () => {
    await balancer.start();
    await balancer.add(appPort());
    page.show(platform());
    await looked();
    await ask('/');
    await says('figures', /0 of 1 requests have failed/);
    await balancer.stop();
    await says('figures', /Not counted: [2-9] s without the load balancer/);
    await balancer.start();
    await looked();
    await ask('/');
    await says('figures', /0 of 2 requests have failed/);
  });

  it('shows a platform that cannot be reached yet, and a drill from its first word to its verdict', async () => {
    const starting = platform();
    page.show({
      status: starting.status,
      get balancer(): never {
        throw new Error('The platform is still starting: try again in a moment.');
      },
      get postgres(): never {
        throw new Error('The platform is still starting: try again in a moment.');
      },
    });
    await says('figures', /0 of 0 requests have failed/);
    const { outline, seconds, marks } = hangingPrimary();
    const drill = page.drill(outline);
    drill.step('steady load before the fault');
    await says('drill', /The primary of PostgreSQL hangs running .* Now: steady load before the fault\./);
    for (const second of seconds) drill.second(second);
    for (const mark of marks.toReversed()) drill.mark(mark);
    await says('drill', /Injected after 34\.6 s: .* Detected after 38\.2 s/);
    await says('drill', /Detected after 38\.2 s/);
    // Whoever runs drills ends right after the last one; what came of it stays in the browser.
    drill.end({ verdict: 'breached', sentence: 'Writes were away for 31 s, and 12.5 s were predicted.' });
    const closing = page.close();
    await says('drill', /breached .* Writes were away for 31 s/);
    await closing;
    page = await LivePage.start(await freePort(), (sentence) => problems.push(sentence));
  });
});
