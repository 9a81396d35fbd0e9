import { DeploymentFailed, roll } from '../../../local/app/rolling-deployment.ts';

describe('a rolling deployment', () => {
  const releases = { from: { id: 'old' }, to: { id: 'new' } };

  /** A service in memory that notes how few replicas served at any time. */
  function service(behaviour: { failsAt?: number; wrong?: string } = {}) {
    let serving = ['old', 'old'];
    let fewest = serving.length;
    let brought = 0;
    const progress: string[] = [];
    const old = [{ name: 'app-1' }, { name: 'app-2' }];
    const releaseOf = new Map(old.map((replica) => [replica, 'old']));
    const run = () =>
      roll({
        ...releases,
        replicas: old,
        bring: async ({ id }) => {
          brought += 1;
          if (id === 'new' && brought === behaviour.failsAt) throw new Error('it never became ready');
          serving = [...serving, id];
          const replica = { name: `fresh-${brought}` };
          releaseOf.set(replica, id);
          return replica;
        },
        retire: async (replica) => {
          serving.splice(serving.indexOf(releaseOf.get(replica) ?? ''), 1);
          fewest = Math.min(fewest, serving.length);
        },
        watch: async () => behaviour.wrong,
        progress: (line) => progress.push(line),
      });
    return { run, serving: () => serving, fewest: () => fewest, progress };
  }

  it('ends with replicas of the new release, and never has fewer than before', async () => {
    const { run, serving, fewest } = service();
    await run();
    expect(serving()).toEqual(['new', 'new']);
    expect(fewest()).toBe(2);
  });

  it.each([1, 2])('goes back to the old release when new replica number %d fails', async (failsAt) => {
    const { run, serving, fewest } = service({ failsAt });
    await expect(run()).rejects.toThrow(DeploymentFailed);
    expect(serving()).toEqual(['old', 'old']);
    expect(fewest()).toBe(2);
  });

  it('goes back when the new release fails only under its users, and says why', async () => {
    const { run, serving, fewest, progress } = service({ wrong: 'app-3 ended while it served' });
    await expect(run()).rejects.toThrow(
      'Release new was taken back, and old serves: app-3 ended while it served',
    );
    expect(serving()).toEqual(['old', 'old']);
    expect(fewest()).toBe(2);
    expect(progress.at(-1)).toMatch(/serves release old again/);
  });
});
