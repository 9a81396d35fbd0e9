import { setTimeout as sleep } from 'node:timers/promises';
import { demoPassword } from '../../../app-src/src/database/seed/people.ts';
import { ChangeRefused } from '../../../local/app/app-replicas.ts';
import { DeploymentFailed } from '../../../local/app/rolling-deployment.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { cookiesOf } from '../../app-src/http/people.ts';
import { failures, LoadLoop, type LoadOutcome, type LoadRequest } from '../../load-loop.ts';
import { beforeRequests, changedRelease } from './releases-of-tests.ts';
import { type Service, startService } from './service.ts';

jest.setTimeout(300_000);

/** Clients at the same time. More would measure this machine. */
const clients = 4;

const told = (outcomes: readonly LoadOutcome[]) =>
  outcomes.map(
    ({ request, status, failure }) => `${request.method} ${request.address}: ${status ?? failure}`,
  );

describe('the replicas behind the load balancer', () => {
  let service: Service;
  let headers: Record<string, string>;
  const loads: LoadLoop[] = [];

  beforeAll(async () => {
    service = await startService();
    headers = { Origin: service.origin, 'Content-Type': 'application/json' };
    const response = await fetch(`${service.origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: 'sales@holdfast.example', password: demoPassword }),
    });
    expect(response.status).toBe(200);
    headers = { ...headers, Cookie: cookiesOf(response) };
  }, 600_000);

  afterEach(async () => {
    await Promise.all(loads.splice(0).map((load) => load.stop()));
  });
  afterAll(async () => {
    await service?.remove();
  });

  const reads = (): LoadRequest[] => [
    { method: 'GET', address: '/' },
    { method: 'GET', address: '/api/me', headers },
    { method: 'GET', address: '/api/proposals', headers },
  ];
  const write = (): LoadRequest => ({
    method: 'PATCH',
    address: '/api/me',
    headers,
    body: JSON.stringify({ name: 'Sam Rivera' }),
  });
  function underLoad(requests: readonly LoadRequest[]): LoadLoop {
    const load = new LoadLoop({ origin: service.origin, requests, clients, thinkMilliseconds: 40 });
    loads.push(load);
    return load;
  }
  const releases = () => service.app.replicas.map(({ release }) => release.id);
  const states = () => service.app.status().map(({ state }) => state);

  it('roll to another release under reads and writes without a failed request, and remember it', async () => {
    const load = underLoad([...reads(), write()]);
    const progress: string[] = [];
    await service.app.deploy(await changedRelease(service, 'second'), (line) => progress.push(line));
    const outcomes = await load.stop();
    expect(told(failures(outcomes))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(100);
    expect(
      outcomes.filter(({ request, status }) => request.method === 'PATCH' && status === 200).length,
    ).toBeGreaterThan(20);
    expect(releases()).toEqual(['second', 'second']);
    expect((await service.releases.current())?.id).toBe('second');
    expect(progress).toHaveLength(4);
  });

  it('roll back to the release before under load without a failed request', async () => {
    const load = underLoad([...reads(), write()]);
    await service.app.deploy(service.release);
    expect(told(failures(await load.stop()))).toEqual([]);
    expect(releases()).toEqual([service.release.id, service.release.id]);
  });

  it('roll without a failed read while one replica is dying again and again', async () => {
    const load = underLoad(reads());
    const victim = service.app.replicas[0];
    const dying = new AbortController();
    const kills = (async () => {
      while (!dying.signal.aborted) {
        await victim?.kill();
        await sleep(1_500, undefined, { signal: dying.signal }).catch(() => undefined);
      }
    })();
    await service.app.deploy(await changedRelease(service, 'third'));
    dying.abort();
    await kills;
    const outcomes = await load.stop();
    expect(told(failures(outcomes))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(100);
    expect(releases()).toEqual(['third', 'third']);
  });

  it('roll under reads and writes without a failed request while one replica is told to end again and again', async () => {
    const load = underLoad([...reads(), write()]);
    const victim = service.app.replicas[0];
    const dying = new AbortController();
    let signals = 0;
    const ends = (async () => {
      while (!dying.signal.aborted) {
        const { pid, state } = victim?.status() ?? {};
        if (state === 'running' && pid !== undefined) {
          process.kill(pid, 'SIGTERM');
          signals += 1;
        }
        await sleep(2_000, undefined, { signal: dying.signal }).catch(() => undefined);
      }
    })();
    await service.app.deploy(await changedRelease(service, 'fourth'));
    dying.abort();
    await ends;
    const outcomes = await load.stop();
    expect(told(failures(outcomes))).toEqual([]);
    expect(signals).toBeGreaterThan(0);
    expect(releases()).toEqual(['fourth', 'fourth']);
  });

  it('take a bad release back without a failed read while one replica is dying', async () => {
    const before = releases();
    const load = underLoad(reads());
    const deploying = service.app
      .deploy(await changedRelease(service, 'crashing-then', "throw new Error('a defect in this release');"))
      .catch((error) => error);
    await service.app.replicas[0]?.kill();
    expect(await deploying).toBeInstanceOf(DeploymentFailed);
    expect(told(failures(await load.stop()))).toEqual([]);
    expect(releases()).toEqual(before);
    await waitUntil(
      'both replicas to run',
      async () => (states().every((state) => state === 'running') ? true : undefined),
      60_000,
    );
  });

  it.each([
    [
      'crashes when it starts',
      'crashing',
      "throw new Error('a defect in this release');",
      /ended 3 times while starting/,
    ],
    [
      'answers wrongly',
      'wrong',
      beforeRequests("if (request.url === '/') { response.statusCode = 500; return response.end('no'); }"),
      /answers \/ with status 500/,
    ],
    [
      'answers slowly',
      'slow',
      beforeRequests("if (request.url === '/') { setTimeout(next, 20_000); return; }"),
      /gives no answer to \/ within 5 s/,
    ],
    [
      'crashes under its users',
      'crashing-later',
      beforeRequests(
        "if (request.url.startsWith('/api/proposals')) setTimeout(() => process.exit(9), 4_000).unref();",
      ),
      /ended while it served|to find slot \d+ up/,
    ],
    [
      'fails its users',
      'failing',
      beforeRequests(
        "if (request.url.startsWith('/api/proposals')) { response.statusCode = 500; return response.end('no'); }",
      ),
      /answered \d+ of \d+ requests with a server error/,
    ],
  ])('take back a release that %s', async (_, id, lines, why) => {
    const before = releases();
    const load = underLoad(reads());
    const failure = await service.app
      .deploy(await changedRelease(service, id, lines))
      .catch((error) => error);
    const outcomes = await load.stop();
    expect(failure).toBeInstanceOf(DeploymentFailed);
    expect(failure.message).toMatch(why);
    expect(releases()).toEqual(before);
    expect(states()).toEqual(['running', 'running']);
    expect((await service.releases.current())?.id).toBe(before[0]);
    // A release that fails only under its users has failed some; one that fails before has failed none.
    if (!['failing', 'crashing-later'].includes(id)) expect(told(failures(outcomes))).toEqual([]);
  });

  it('come and go with the number that is asked for, without a failed request', async () => {
    const load = underLoad([...reads(), write()]);
    await service.app.scale(3);
    expect(states()).toEqual(['running', 'running', 'running']);
    await service.app.scale(1);
    expect(states()).toEqual(['running']);
    await service.app.scale(2);
    expect(told(failures(await load.stop()))).toEqual([]);
    expect(() => service.app.scale(0)).toThrow(ChangeRefused);
    expect(() => service.app.scale(1.5)).toThrow(
      '1.5 replicas cannot be had: give a whole number from 1 to 12.',
    );
  });

  it('are changed by one command at a time', async () => {
    const first = service.app.restart(service.app.replicas[0]?.name ?? '');
    await expect(service.app.scale(3)).rejects.toThrow(
      /The platform is restarting app-\d+: wait for that to end/,
    );
    await first;
    await expect(service.app.restart('app-99')).rejects.toThrow('There is no replica app-99.');
  });

  it('are there again after one was killed or hangs', async () => {
    const [first, second] = service.app.replicas;
    await first?.kill();
    await waitUntil(
      'it to be back',
      async () => {
        const status = first?.status();
        return status?.restarts === 1 && status.state === 'running' ? true : undefined;
      },
      60_000,
    );
    process.kill(second?.status().pid ?? 0, 'SIGSTOP');
    await waitUntil(
      'it to be replaced',
      async () => {
        const status = second?.status();
        return status?.restarts === 1 && status.state === 'running' ? true : undefined;
      },
      90_000,
    );
  });
});
