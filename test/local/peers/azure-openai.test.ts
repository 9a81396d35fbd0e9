import { standInApiKey } from '../../../local/peers/azure-openai/service.ts';
import { PeerProcess } from './peer-process.ts';

const path = '/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21';

describe('the stand-in for Azure OpenAI', () => {
  let peer: PeerProcess;

  beforeAll(async () => {
    peer = await PeerProcess.start('azure-openai');
  });
  beforeEach(() => peer.misbehave({}));
  afterAll(() => peer.kill());

  const ask = (body: object, key = standInApiKey) =>
    fetch(peer.origin + path, {
      method: 'POST',
      headers: { 'api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(2_000),
    });
  const messages = [{ role: 'user', content: 'Hello' }];

  it('answers whole completions with usage, content filters and rate limit headers', async () => {
    const answer = await ask({ messages });
    expect(answer.headers.get('x-ratelimit-remaining-tokens')).toMatch(/^\d+$/);
    expect(await answer.json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ finish_reason: 'stop', message: { role: 'assistant' }, content_filter_results: {} }],
      prompt_filter_results: [{ prompt_index: 0 }],
      usage: { prompt_tokens: 2 },
    });
  });

  it('streams events that end with [DONE], the verdict on the prompt first and the usage last', async () => {
    const answer = await ask({ messages, stream: true, stream_options: { include_usage: true } });
    const events = (await answer.text())
      .trim()
      .split('\n\n')
      .map((event) => event.slice('data: '.length));
    expect(events.pop()).toBe('[DONE]');
    const chunks = events.map((event) => JSON.parse(event));
    expect(chunks[0]).toMatchObject({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2 } });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toContain('by gpt-4o');
  });

  it('refuses a wrong key, an unknown address and a malformed request in the words of Azure', async () => {
    const wrong = await ask({ messages }, 'wrong');
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: { code: '401' } }]);
    expect((await ask({})).status).toBe(400);
    expect(await (await ask({ messages, max_completion_tokens: 5 })).json()).toMatchObject({
      error: { message: 'Unrecognized request argument supplied: max_completion_tokens' },
    });
    const headers = { 'api-key': standInApiKey };
    expect((await fetch(`${peer.origin}/openai/deployments/x/else`, { headers })).status).toBe(404);
  });

  it('says when to come back with 429', async () => {
    await peer.misbehave({ status: 429, retryAfterSeconds: 7 });
    const answer = await ask({ messages });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('fails the same share and series of requests for the same seed', async () => {
    const series = async () => {
      await peer.misbehave({ errorRate: 0.5, seed: 3 });
      const statuses: number[] = [];
      for (let i = 0; i < 20; i += 1) {
        statuses.push((await ask({ messages })).status);
      }
      return statuses;
    };
    const first = await series();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await series()).toEqual(first);
  });

  it('is slow, hangs, garbles, cuts and stalls when told to, and only where told to', async () => {
    await peer.misbehave({ latencyMilliseconds: 300 });
    const start = performance.now();
    await ask({ messages });
    expect(performance.now() - start).toBeGreaterThanOrEqual(295);

    await peer.misbehave({ hang: true });
    await expect(ask({ messages })).rejects.toThrow(/timeout/);
    await peer.misbehave({ hang: true, only: 'gpt-4o-mini' });
    expect((await ask({ messages })).status).toBe(200);

    await peer.misbehave({ malformed: true });
    await expect(ask({ messages }).then((answer) => answer.json())).rejects.toThrow(/JSON/);

    await peer.misbehave({ closeAfterBytes: 40 });
    await expect(ask({ messages }).then((answer) => answer.text())).rejects.toThrow(/terminated/);

    await peer.misbehave({ stallAfterChunks: 3 });
    const stalled = await ask({ messages, stream: true });
    await expect(stalled.text()).rejects.toThrow(/timeout|aborted/);
  });

  it('refuses faults that it does not know and says which', async () => {
    await expect(peer.misbehave({ latency: 5 } as object)).rejects.toThrow(/latency/);
  });

  it('stops cleanly on SIGTERM, even with a request that hangs', async () => {
    await peer.misbehave({ hang: true });
    const hanging = ask({ messages }).catch(() => 'cut');
    expect(await peer.stop()).toBe(0);
    expect(await hanging).toBe('cut');
    await peer.start();
  });
});
