import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelDeployment } from '../../../app-src/src/config/external-services.ts';
import { createDeployment } from '../../../app-src/src/drafting/deployment.ts';
import { createPolicy } from '../../../app-src/src/resilience/policy.ts';
import { standInApiKey } from '../../../local/peers/azure-openai/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';

const policy = createPolicy('model', {
  ...{ timeoutMilliseconds: 5_000, deadlineMilliseconds: 5_000, concurrent: 4 },
  breaker: { errorThresholdPercentage: 50, resetMilliseconds: 1_000, volumeThreshold: 100 },
});

afterAll(() => policy.close());

/** What the deployment writes. */
async function written(model: ModelDeployment, apiVersion?: string): Promise<() => Promise<string>> {
  const parts = { apiKey: standInApiKey, policy, ...(apiVersion === undefined ? {} : { apiVersion }) };
  const deployment = createDeployment('primary', model, parts);
  return async () => {
    let all = '';
    await deployment.write([{ role: 'user', content: 'Write.' }], {
      firstTextMilliseconds: 4_000,
      signal: new AbortController().signal,
      onText: (text) => {
        all += text;
      },
    });
    return all;
  };
}

describe('a deployment', () => {
  let peer: PeerProcess;

  beforeAll(async () => {
    peer = await PeerProcess.start('azure-openai');
  });
  beforeEach(() => peer.forget());
  afterAll(() => peer.kill());

  it('of a model that reasons is asked by the name that it takes for its limit, which is learned once', async () => {
    const write = await written({ endpoint: peer.origin, deployment: 'gpt-5-mini' }, '2025-04-01-preview');
    expect(await write()).toContain('by gpt-5-mini.');
    expect(await write()).toContain('by gpt-5-mini.');
    expect((await peer.state()).counters.requests).toBe(3);
  });

  it('of any other model is asked by the older name, which every version of the API knows', async () => {
    for (const version of [undefined, '2025-04-01-preview']) {
      const write = await written({ endpoint: peer.origin, deployment: 'gpt-4o' }, version);
      expect(await write()).toContain('by gpt-4o.');
    }
    expect((await peer.state()).counters.requests).toBe(2);
  });

  it('of a model that reasons fails, and is not asked for ever, under a version that knows the older name alone', async () => {
    const write = await written({ endpoint: peer.origin, deployment: 'o4-mini' });
    await expect(write()).rejects.toMatchObject({ status: 400 });
    expect((await peer.state()).counters.requests).toBe(2);
  });
});

describe('the answer of a model', () => {
  const events = (contents: readonly string[], finish: string) =>
    [
      ...contents.map((content) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
      { choices: [{ index: 0, delta: {}, finish_reason: finish }] },
    ]
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('');

  async function from(body: string): Promise<string> {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${body}data: [DONE]\n\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await (await written({ endpoint: `http://127.0.0.1:${port}`, deployment: 'any' }))();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('without a word is no draft: its tokens were used up by thinking', async () => {
    await expect(from(events([], 'length'))).rejects.toThrow('without a word');
  });

  it('loses the NUL characters that the database could not keep', async () => {
    expect(await from(events(['one\0', ' two'], 'stop'))).toBe('one two');
  });
});
