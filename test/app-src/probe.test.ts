import { setTimeout as sleep } from 'node:timers/promises';
import { createProbe } from '../../app-src/src/health/probe.ts';

const never = () => new Promise<void>(() => undefined);

describe('A2: a look at a dependency', () => {
  it('is shared by everyone who asks at the same time, and kept for a short while', async () => {
    let asked = 0;
    const probe = createProbe({
      ask: async () => {
        asked += 1;
        await sleep(20);
      },
      timeoutMilliseconds: 500,
      freshMilliseconds: 200,
    });
    const together = await Promise.all(Array.from({ length: 50 }, probe));
    expect(together.every((report) => report.status === 'up' && report.ageMilliseconds === 0)).toBe(true);
    await sleep(50);
    expect((await probe()).ageMilliseconds).toBeGreaterThanOrEqual(45);
    expect(asked).toBe(1);
    await sleep(200);
    await probe();
    expect(asked).toBe(2);
  });

  it('ends in time when the dependency does not answer, and puts no second question beside the first', async () => {
    let asked = 0;
    const probe = createProbe({
      ask: () => {
        asked += 1;
        return never();
      },
      timeoutMilliseconds: 30,
      freshMilliseconds: 0,
      giveUpMilliseconds: 1_000,
    });
    for (let look = 0; look < 4; look += 1) {
      const report = await probe();
      expect(report).toMatchObject({ status: 'down', cause: 'no answer in time' });
      expect(report.latencyMilliseconds).toBeLessThan(200);
    }
    expect(asked).toBe(1);
  });

  it('gives a question up once, and asks anew', async () => {
    let asked = 0;
    let givenUp = 0;
    const probe = createProbe({
      ask: () => {
        asked += 1;
        return asked === 1 ? never() : Promise.resolve();
      },
      timeoutMilliseconds: 20,
      freshMilliseconds: 0,
      giveUp: () => {
        givenUp += 1;
      },
      giveUpMilliseconds: 50,
    });
    expect((await probe()).status).toBe('down');
    await sleep(80);
    expect((await probe()).status).toBe('up');
    expect({ asked, givenUp }).toEqual({ asked: 2, givenUp: 1 });
  });

  it('tells the cause without repeating what the error says', async () => {
    const refused = Object.assign(new Error('password authentication failed for user "app"'), {
      code: '28P01',
    });
    const probe = createProbe({
      ask: () => Promise.reject(refused),
      timeoutMilliseconds: 100,
      freshMilliseconds: 0,
    });
    expect(await probe()).toMatchObject({ status: 'down', cause: 'credentials refused' });
  });
});
