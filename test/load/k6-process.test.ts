import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureK6 } from '../requirements/k6.ts';
import { runK6 } from './k6-process.ts';
import type { UsersFile } from './users-file.ts';

describe('the users of a run', () => {
  let folder: string;
  let server: Server;
  const requests: IncomingMessage[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-k6-users-'));
    server = createServer((request, response) => {
      requests.push(request);
      request.resume();
      response.end('{"version":1}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const file: UsersFile = {
      address: `http://127.0.0.1:${port}`,
      origin: 'http://localhost:3000',
      cookieName: 'session',
      password: 'secret',
      thinkSeconds: 0.1,
      stages: [{ seconds: 60, users: 5 }],
      users: [{ email: 'a@holdfast.example', cookie: 'token.a%2Bb%3D', team: 0 }],
      teams: [{ proposals: [0, 1], customers: [0, 1] }],
      proposals: ['p'],
      customers: ['c'],
      articles: ['a'],
      terms: ['cloud'],
    };
    await writeFile(path.join(folder, 'users.json'), JSON.stringify(file));
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });

  it('P3: stop when the product has broken down, with all that was recorded until then', async () => {
    const { samples } = await runK6({
      program: await ensureK6(),
      usersFile: path.join(folder, 'users.json'),
      samplesFile: path.join(folder, 'samples.csv'),
      signal: AbortSignal.timeout(50_000),
      looked: (read) => (read.samples.length > 20 ? 'stop' : 'go on'),
    });
    expect(samples.length).toBeGreaterThan(20);
    expect(samples.filter(({ failed }) => failed)).toEqual([]);
    for (const { headers } of requests) {
      expect(headers.cookie).toBe('session=token.a%2Bb%3D');
      expect(headers['x-forwarded-for']).toMatch(/^10\.0\.0\.[1-5]$/);
      expect(headers.origin).toBe('http://localhost:3000');
    }
  });
});
