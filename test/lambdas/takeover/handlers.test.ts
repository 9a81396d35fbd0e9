import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { handler as fence } from '../../../lambdas/takeover-fence/handler.ts';
import { handler as open } from '../../../lambdas/takeover-open/handler.ts';
import { handler as restore } from '../../../lambdas/takeover-restore/handler.ts';
import { handler as verify } from '../../../lambdas/takeover-verify/handler.ts';
import { RegionPair } from '../region-pair.ts';
import { withSettings } from '../run-handler.ts';
import { FRESHNESS, PRIMARY } from '../scenario.ts';
import { SETTINGS as RESTORE } from '../takeover-restore/settings.ts';

const { instance } = FRESHNESS.database;

let regions: RegionPair;

beforeAll(async () => {
  regions = await RegionPair.start();
});
afterAll(() => regions?.remove());
beforeEach(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  await regions.seed();
});
afterEach(() => jest.restoreAllMocks());

describe('the handlers of a takeover, with errors as RDS sends them', () => {
  test.each([
    ['fence', fence, { region: PRIMARY, instance }, `fencing ${instance}`],
    ['open', open, { instance, multiAz: true }, `opening ${instance}`],
    ['restore', restore, RESTORE, 'restoring db-replica'],
    ['verify', verify, { instance, loadBalancer: 'app/entry/1' }, `verifying ${instance}`],
  ])('A5: %s says in one sentence that it may not', async (_name, handler, settings, aim) => {
    regions.front.fault = ({ service }) =>
      service === 'rds' ? { status: 403, name: 'AccessDenied' } : undefined;
    await expect(withSettings<unknown>(regions, settings, handler)).rejects.toThrow(
      `The role of this step may not do what ${aim} takes: AccessDenied: AccessDenied of the test. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.`,
    );
    expect(regions.front.asked).toHaveLength(1);
  });

  test('A5: are held up by calls that RDS limits, and no more than that', async () => {
    await regions.recovery.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'db-replica',
        DBInstanceClass: 'db.r7g.large',
        Engine: 'postgres',
        AllocatedStorage: 20,
        MasterUsername: 'owner',
        MasterUserPassword: 'password-of-the-test',
      }),
    );
    let refusals = 3;
    regions.front.fault = () => (refusals-- > 0 ? { status: 400, name: 'Throttling' } : undefined);
    const { host } = await withSettings(regions, RESTORE, restore);
    expect(host).toMatch(/^db-replica\./);
  });
});
