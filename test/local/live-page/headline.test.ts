import { headline } from '../../../local/live-page/view/headline.ts';
import type { LiveView } from '../../../local/live-page/view/live-view.ts';
import type { PartStatus } from '../../../local/processes/part.ts';
import { calm, inTheMiddleOfAFault, now, parts, traffic } from './made-up-views.ts';

function having(...changed: readonly Partial<PartStatus>[]): LiveView {
  const base = calm();
  const all = base.look?.status.parts ?? [];
  const some = changed.map((change) => ({ ...all.find(({ name }) => name === change.name), ...change }));
  return {
    ...base,
    look: base.look && {
      ...base.look,
      status: { ...base.look.status, parts: parts(...(some as readonly PartStatus[])) },
    },
  };
}

describe('the headline', () => {
  it('says that everything serves when every part runs and nothing fails', () => {
    expect(headline(calm())).toEqual({
      ...{ tone: 'good', title: 'Everything serves', detail: 'All 9 parts run.' },
    });
  });

  it('says first what users feel, and then which parts are away and why', () => {
    expect(headline(inTheMiddleOfAFault())).toEqual({
      tone: 'bad',
      title: 'Users get errors',
      detail: expect.stringMatching(
        /^66 of \d+ requests failed within the last 10 seconds\. app-2 is starting \(ended by SIGKILL\)\. postgres-a is unhealthy \(no answer within 1\.5 s\)\.$/,
      ),
    });
  });

  it('is calm again ten seconds after the last failed request', () => {
    const nine = Array.from({ length: 9 }, () => 0);
    expect(headline(calm({ traffic: traffic([1, ...nine]) })).tone).toBe('bad');
    expect(headline(calm({ traffic: traffic([1, ...nine, 0]) })).tone).toBe('good');
  });

  it('tells a part that is away without harm apart from a service that is missing', () => {
    expect(
      headline(having({ name: 'postgres-b', state: 'failed', detail: 'the process does not run' })),
    ).toMatchObject({
      tone: 'notice',
      title: 'Users are served, with less in reserve',
      detail: 'postgres-b has failed (the process does not run).',
    });
    expect(headline(having({ name: 'app-1', state: 'starting', restarts: 1 })).tone).toBe('notice');
    expect(headline(having({ name: 'redis-a', state: 'failed' })).tone).toBe('notice');
    expect(headline(having({ name: 'postgres-a', state: 'unhealthy' }))).toMatchObject({
      tone: 'bad',
      title: 'PostgreSQL has no primary that serves',
    });
    expect(headline(having({ name: 'balancer', state: 'starting', restarts: 1 }))).toMatchObject({
      tone: 'bad',
      title: 'Users cannot reach the platform',
    });
    const crashed = { state: 'starting', restarts: 1 } as const;
    expect(headline(having({ name: 'app-1', ...crashed }, { name: 'app-2', ...crashed }))).toMatchObject({
      tone: 'bad',
      title: 'No replica of the app serves',
    });
  });

  it('tells a platform that was stopped from one that has yet to start', () => {
    const all = (calm().look?.status.parts ?? []).map(({ name }) => ({ name, state: 'stopped' }) as const);
    const stopped = having(...all);
    expect(headline(stopped).title).not.toBe('The platform has stopped');
    const event = { at: now.toISOString(), part: 'balancer', kind: 'stopped', detail: '' };
    const { look } = stopped;
    const told = { ...stopped, look: look && { ...look, status: { ...look.status, events: [event] } } };
    expect(headline(told).title).toBe('The platform has stopped');
  });

  it('counts a platform without an app as starting, also before it has any part', () => {
    const fresh = { state: 'starting', restarts: 0 } as const;
    expect(headline(having({ name: 'app-1', ...fresh }, { name: 'app-2', ...fresh }))).toEqual({
      ...{ tone: 'notice', title: 'The platform is starting', detail: 'Not yet there: app-1, app-2.' },
    });
    expect(headline({ ...calm(), now, look: undefined }).title).toBe('The platform is starting');
  });
});
