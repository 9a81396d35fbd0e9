import type { CrmAccount } from '../../../app-src/src/crm/account.ts';
import { Dynamics } from '../../../app-src/src/crm/dynamics.ts';
import { Policies } from '../../../app-src/src/resilience/policies.ts';
import { PolicyOpen } from '../../../app-src/src/resilience/policy.ts';
import { accountOf } from '../../../local/peers/dynamics/account.ts';
import { standInClient } from '../../../local/peers/dynamics/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';

const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';

const expected = (): CrmAccount => {
  const account = accountOf(id);
  return {
    name: account.name,
    industry: account.industry,
    city: account.address1_city,
    country: account.address1_country,
    contactName: account.contact.fullname,
    contactEmail: account.contact.emailaddress1,
    annualRevenue: account.revenue_base,
  };
};

describe('the CRM', () => {
  let peer: PeerProcess;
  const made: Policies[] = [];
  const crm = (secret = standInClient.secret) => {
    const policies = new Policies();
    made.push(policies);
    const dynamics = new Dynamics(
      {
        url: peer.origin,
        tokenUrl: `${peer.origin}/contoso/oauth2/v2.0/token`,
        clientId: standInClient.id,
        clientSecret: secret,
      },
      policies,
    );
    return { dynamics, policies };
  };

  beforeAll(async () => {
    peer = await PeerProcess.start('dynamics');
  });
  beforeEach(async () => {
    await peer.misbehave({});
    await peer.forget();
  });
  afterAll(async () => {
    for (const policies of made) {
      policies.close();
    }
    await peer.kill();
  });

  it('tells an account with its contact and the label of its industry', async () => {
    await expect(crm().dynamics.account(id)).resolves.toEqual(expected());
  });

  it('fetches one token for all who ask at the same time, and keeps it', async () => {
    const { dynamics } = crm();
    await Promise.all([1, 2, 3, 4, 5].map(() => dynamics.account(id)));
    await dynamics.account(id);
    expect((await peer.state()).counters.requests).toBe(6 + 1);
  });

  it('asks again when a request fails, and then tells the account', async () => {
    const { dynamics, policies } = crm();
    await peer.misbehave({ errorRate: 0.4, seed: 7, only: 'accounts' });
    for (let i = 0; i < 5; i += 1) {
      await expect(dynamics.account(id)).resolves.toEqual(expected());
    }
    expect(policies.states().crm?.retries).toBeGreaterThan(0);
  });

  it.each([
    ['slow', { latencyMilliseconds: 60_000 }],
    ['failing', { status: 500 }],
    ['overloaded', { status: 429, retryAfterSeconds: 30 }],
    ['hanging', { hang: true }],
    ['malformed', { malformed: true }],
    ['cut', { closeAfterBytes: 20 }],
    ['silent within its body', { stallAfterChunks: 0 }],
  ])('gives up within 3 s, with few attempts, when it is %s', async (_, faults) => {
    const { dynamics } = crm();
    await peer.misbehave({ ...faults, only: 'accounts' });
    const start = performance.now();
    await expect(dynamics.account(id)).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(3_000);
    // A token and at most three attempts.
    expect((await peer.state()).counters.requests).toBeLessThanOrEqual(4);
  });

  it.each([
    ['fails', { status: 500 }],
    ['hangs', { hang: true }],
    ['tells no token', { malformed: true }],
  ])('gives up within 3 s when the token endpoint %s', async (_, faults) => {
    const { dynamics } = crm();
    await peer.misbehave({ ...faults, only: 'oauth2' });
    const start = performance.now();
    await expect(dynamics.account(id)).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('does not try again after a refusal, such as a wrong secret', async () => {
    await expect(crm('guess').dynamics.account(id)).rejects.toMatchObject({ status: 401 });
    expect((await peer.state()).counters.requests).toBe(1);
  });

  it('says nothing of the answer and the secret in its errors', async () => {
    const failure = await crm('guess-this-secret')
      .dynamics.account(id)
      .catch((error) => error);
    expect(JSON.stringify([failure.message, failure.stack, failure])).not.toMatch(/guess-this|AADSTS/);
  });

  it('does not call a CRM that asked for a rest, and calls it afterwards', async () => {
    const { dynamics, policies } = crm();
    await dynamics.account(id);
    await peer.misbehave({ status: 429, retryAfterSeconds: 3 });
    await expect(dynamics.account(id)).rejects.toMatchObject({ status: 429 });
    await peer.misbehave({});
    const { counters } = await peer.state();
    await expect(dynamics.account(id)).rejects.toBeInstanceOf(PolicyOpen);
    expect((await peer.state()).counters.requests).toBe(counters.requests);
    expect([dynamics.reachable, policies.states().crm?.circuit]).toEqual([false, 'open']);

    await new Promise((resolve) => setTimeout(resolve, 3_050));
    await expect(dynamics.account(id)).resolves.toEqual(expected());
    expect(policies.states().crm?.circuit).toBe('closed');
  });
});
