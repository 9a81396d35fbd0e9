import { NOT_FILLED_IN } from '../../constructs/service/app-secrets.ts';
import { readAssembly, synthesize } from '../assembly.ts';
import { freePort } from '../services/free-port.ts';
import { type AppEnvironment, AppServer } from './app-server.ts';

/** What a task of a fresh deployment is given: keys that nobody has filled in, and here a database and a cache that are away. */
async function freshEnvironment(): Promise<AppEnvironment> {
  const { template } = readAssembly(await synthesize()).stack('holdfast-production-service');
  const definition = Object.values(template.Resources).find(
    ({ Type }) => Type === 'AWS::ECS::TaskDefinition',
  );
  const { Environment, Secrets } = definition?.Properties?.ContainerDefinitions[0] ?? {};
  const { PORT: _, ...given }: Record<string, string> = Object.fromEntries(
    [...Environment, ...Secrets].map(({ Name, Value }: { Name: string; Value?: string }) => [
      Name,
      Value ?? NOT_FILLED_IN,
    ]),
  );
  const nobody = String(await freePort());
  const away = {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: nobody,
    CACHE_HOST: '127.0.0.1',
    CACHE_PORT: nobody,
  };
  return { ...given, ...away, AUTH_SECRET: '7f3Kq9XzTb2LmVw8RdYc5HgJs4NpAe6U' };
}

describe('the app in the environment that the platform gives its tasks', () => {
  let app: AppServer;

  beforeAll(async () => {
    app = await AppServer.start(await freshEnvironment());
  }, 300_000);

  afterAll(async () => {
    await app?.stop();
  });

  it('starts before anyone has filled in a key, and serves its pages', async () => {
    for (const page of ['/', '/sign-in', '/zh-TW/sign-in']) {
      const response = await fetch(app.origin + page);
      expect([page, response.status]).toEqual([page, 200]);
      await response.body?.cancel();
    }
  });

  it('knows which release it is, and tells its metrics to nobody who asks', async () => {
    expect(app.process.output).toMatch(/"version":"[0-9a-f]{12}".*"msg":"The app has started\."/);
    expect((await app.get('/api/metrics')).status).toBe(404);
  });
});
