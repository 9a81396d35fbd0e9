import type { Policy } from '../../../app-src/src/resilience/policy.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { course, deploymentsOn, readDraft } from './draft-fixture.ts';

/** The limit that the product promises for a useful answer, in milliseconds. */
const usefulWithin = 3_000;

describe('a draft', () => {
  let peer: PeerProcess;
  const open: Policy[] = [];
  const deployments = (options: Parameters<typeof deploymentsOn>[1] = {}) => {
    const made = deploymentsOn(peer.origin, options);
    open.push(...made.policies);
    return made.deployments;
  };

  beforeAll(async () => {
    peer = await PeerProcess.start('azure-openai');
  });
  beforeEach(() => peer.misbehave({}));
  afterAll(async () => {
    for (const policy of open) {
      policy.close();
    }
    await peer.kill();
  });

  it('is streamed word by word from the first deployment', async () => {
    const draft = await readDraft(deployments());
    expect(course(draft)).toEqual(['primary', 'done']);
    expect(draft.text).toMatch(/^Draft \w+ by gpt-4o\.\n\nWe have listened/);
    expect(draft.events.length).toBeGreaterThan(20);
    expect([draft.queued, draft.firstTextMilliseconds < draft.totalMilliseconds]).toEqual([0, true]);
  });

  it.each([
    ['slow', { latencyMilliseconds: 60_000 }],
    ['failing', { status: 500 }],
    ['overloaded', { status: 429, retryAfterSeconds: 30 }],
    ['hanging', { hang: true }],
    ['malformed', { malformed: true }],
    ['cut before a word', { closeAfterBytes: 10 }],
    ['silent after its headers', { stallAfterChunks: 0 }],
    ['locked', { status: 401 }],
  ])('comes from the second deployment within 3 s when the first is %s', async (_, faults) => {
    await peer.misbehave({ ...faults, only: 'gpt-4o/' });
    const draft = await readDraft(deployments());
    expect(course(draft)).toEqual(['secondary', 'done']);
    expect(draft.text).toContain('by gpt-4o-mini.');
    expect(draft.firstTextMilliseconds).toBeLessThan(usefulWithin);
  });

  it.each([
    ['slow', { latencyMilliseconds: 60_000 }],
    ['failing', { status: 500 }],
    ['overloaded', { status: 429, retryAfterSeconds: 30 }],
    ['hanging', { hang: true }],
    ['malformed', { malformed: true }],
    ['silent after its headers', { stallAfterChunks: 0 }],
  ])('is composed and queued within 3 s when every deployment is %s', async (_, faults) => {
    await peer.misbehave(faults);
    const draft = await readDraft(deployments());
    expect(course(draft)).toEqual(['template', 'done']);
    expect(draft.events[0]).toEqual({ name: 'source', data: { from: 'template', queued: true } });
    expect(draft.text).toContain('Alder Mills');
    expect(draft.totalMilliseconds).toBeLessThan(usefulWithin);
    expect([draft.queued, draft.causes.length]).toEqual([1, 2]);
  });

  it('leaves the reason in the log when the key is refused, since no circuit opens for that', async () => {
    await peer.misbehave({ status: 401 });
    const draft = await readDraft(deployments());
    expect(course(draft)).toEqual(['template', 'done']);
    expect(draft.causes).toEqual(['primary: credentials refused', 'secondary: credentials refused']);
  });

  it('is composed within 3 s when the service is dead, and written by the model when it lives again', async () => {
    await peer.kill();
    const written = deployments();
    const draft = await readDraft(written);
    expect(course(draft)).toEqual(['template', 'done']);
    expect(draft.totalMilliseconds).toBeLessThan(usefulWithin);
    await peer.start();
    expect(course(await readDraft(written))).toEqual(['primary', 'done']);
  });

  it.each([
    ['is cut', { closeAfterBytes: 9_000 }],
    ['falls silent', { stallAfterChunks: 25 }],
  ])(
    'starts over with the second deployment, and says so, when the first %s within its text',
    async (_, faults) => {
      await peer.misbehave({ ...faults, only: 'gpt-4o/' });
      const draft = await readDraft(deployments());
      expect(course(draft)).toEqual(['primary', 'restart', 'secondary', 'done']);
      expect(draft.text).toMatch(/^Draft \w+ by gpt-4o-mini\..+with you\.$/s);
      expect(draft.firstTextMilliseconds).toBeLessThan(usefulWithin);
    },
  );

  it('is composed, not queued, while no model is set up', async () => {
    const draft = await readDraft([]);
    expect(draft.events[0]).toEqual({ name: 'source', data: { from: 'template', queued: false } });
    expect(draft.queued).toBe(0);
  });

  it('opens the circuit of a failing deployment, skips it, and closes the circuit when it answers again', async () => {
    const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 4_000, volumeThreshold: 3 };
    const written = deployments({ breaker });
    const circuit = () => written[0]?.policy.state().circuit;
    await peer.misbehave({ hang: true, only: 'gpt-4o/' });
    for (let i = 0; i < 3; i += 1) {
      await readDraft(written);
    }
    expect(circuit()).toBe('open');

    const { counters } = await peer.state();
    const skipping = await readDraft(written);
    expect(course(skipping)).toEqual(['secondary', 'done']);
    expect(skipping.firstTextMilliseconds).toBeLessThan(1_000);
    expect((await peer.state()).counters.requests).toBe(counters.requests + 1);

    await peer.misbehave({});
    await waitUntil('the half-open circuit', async () => (circuit() === 'half-open' ? true : undefined));
    expect(course(await readDraft(written))).toEqual(['primary', 'done']);
    expect(circuit()).toBe('closed');
  });

  it('is composed and queued, in place of the words so far, when the app is about to stop', async () => {
    await peer.misbehave({ stallAfterChunks: 20 });
    const stopping = new AbortController();
    const written = deployments();
    const reading = readDraft(written, { hurry: stopping.signal });
    setTimeout(() => stopping.abort(new Error('stopping')), 500);
    const draft = await reading;
    expect(course(draft)).toEqual(['primary', 'restart', 'template', 'done']);
    expect([draft.queued, draft.causes]).toEqual([1, []]);
    expect(draft.totalMilliseconds).toBeLessThan(1_000);
    expect(written[0]?.policy.state().failures).toBe(0);
  });

  it('closes its connection to the model when the reader goes', async () => {
    const reader = new AbortController();
    await peer.misbehave({ stallAfterChunks: 10 });
    const reading = readDraft(deployments(), { signal: reader.signal });
    setTimeout(() => reader.abort(new Error('gone')), 400);
    await expect(reading).rejects.toThrow('gone');
    await waitUntil('the closed connection', async () =>
      (await peer.state()).counters.abandoned > 0 ? true : undefined,
    );
  });
});
