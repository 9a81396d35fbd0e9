import { renderStatus } from '../../../bin/holdfast/render/platform-status.ts';
import type { PlatformStatus } from '../../../local/platform/local-platform.ts';

const now = new Date('2026-11-23T12:00:00.000Z');

const status: PlatformStatus = {
  address: 'http://localhost:8080',
  release: 'abc',
  startedAt: '2026-11-23T09:00:00.000Z',
  pid: 10,
  parts: [
    {
      ...{ name: 'app-1', role: 'replica', state: 'running', since: '2026-11-23T11:59:30.000Z' },
      ...{ pid: 11, port: 4001, restarts: 0, detail: 'release abc' },
    },
    { name: 'postgres-a', role: 'primary', state: 'failed', since: '2026-11-23T11:50:00.000Z', restarts: 3 },
  ],
  events: [{ at: '2026-11-23T11:50:00.123Z', part: 'postgres-a', kind: 'ended', detail: 'ended by SIGKILL' }],
};

describe('the table of "holdfast status"', () => {
  it('has a line per part, in columns, and what happened last', () => {
    expect(renderStatus(status, { color: false, now })).toBe(
      [
        'Platform  http://localhost:8080  up for 3 h  release abc',
        '',
        'PART        ROLE     STATE    FOR     PID  PORT  RESTARTS  DETAIL',
        'app-1       replica  running  30 s    11   4001  0         release abc',
        'postgres-a  primary  failed   10 min  -    -     3',
        '',
        'Last events (UTC)',
        '  11:50:00  postgres-a ended ended by SIGKILL',
        '',
      ].join('\n'),
    );
  });

  it('says where the platform can be watched, when that is somewhere', () => {
    const livePage = 'http://localhost:8081';
    expect(
      renderStatus({ ...status, livePage }, { color: false, now })
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      'Platform  http://localhost:8080  up for 3 h  release abc',
      'Live page http://localhost:8081',
      '',
    ]);
  });

  it('has colour only when it is wanted, and the columns stay in line', () => {
    const coloured = renderStatus(status, { color: true, now });
    expect(coloured).toContain('\u001b[31mfailed \u001b[0m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderStatus(status, { color: false, now }));
  });

  it('says that it is starting while there is no address', () => {
    expect(
      renderStatus(
        { ...status, address: '', release: undefined, parts: [], events: [] },
        { color: false, now },
      ),
    ).toMatch(/^Platform {2}starting {2}up for 3 h\n/);
  });
});
