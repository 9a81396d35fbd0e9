import { withNames } from '../../local/drills/without-paths.ts';
import type { ChaosRecord } from './record.ts';
import { recordMarkdown, summary } from './record-markdown.ts';
import { timelineSvg } from './timeline.ts';

const at = '2026-11-02T12:00:00.000Z';
const ledger = {
  ...{ acknowledged: 40, readBack: 40, uncertain: 0, rpoSeconds: 0 },
  ...{ lost: [], duplicated: [], outOfOrder: [] },
};
const step = { calmSeconds: 5, apartSeconds: 3, faults: [{ name: 'process-kill', seed: 4 }] };
const record: ChaosRecord = {
  ...{ schemaVersion: 1, kind: 'chaos', seed: 7, minutes: 1, startedAt: at, finishedAt: at },
  machine: {
    ...{ processor: 'a processor', processors: 2, memoryBytes: 2 ** 30, loadAverage: 0.5 },
    ...{ system: 'a system', kernel: '6' },
  },
  ...{ versions: { node: '24' }, configuration: { replicas: 2 } },
  ...{ load: { requestsPerSecond: 34, users: 8 }, requests: { all: 200, failed: 1 } },
  sequence: [step],
  steps: [
    {
      faults: [{ name: 'process-kill', seed: 4, at: 5, injected: 'SIGKILL to app-1' }],
      pressure: 0.25,
      journeys: [{ journey: 'read', requests: 100, failed: 1, rtoSeconds: 1.2 }],
      ...{ promised: { rtoSeconds: 30, rpoSeconds: 0, human: false }, ledger, violations: [] },
    },
  ],
  ...{ ledger, lostWithinPromise: [], strangerAnswers: 12, violations: [], verdict: 'held' },
  timeline: [
    { second: 0, requests: 34, failed: 0, p50: 8, p95: 20 },
    { second: 1, requests: 30, failed: 1, p50: 9, p95: 900 },
  ],
  progress: [{ at, line: 'step 1: process-kill' }],
};

describe('a record of chaos', () => {
  it('says in one sentence what was done and that everything held', () => {
    expect(summary(record)).toBe(
      'Every invariant held: 1 fault in 1 step; 199 of 200 requests were served (99.50 %), and all 40 acknowledged writes that had to be kept were read back by their users.',
    );
  });

  it('has a row for each step with what was measured and what was allowed', () => {
    expect(recordMarkdown(record)).toContain(
      '| 5 s | process-kill | 1.2 s | 30 s | 1 | 0 | 25 % | itself | held |',
    );
  });

  it('names what was broken, and the least that breaks it', () => {
    const text = recordMarkdown({
      ...record,
      verdict: 'violated',
      violations: [{ invariant: 'nothing stuck', sentence: 'Process 9 (node) is frozen.' }],
      shrunk: { sequence: [step], tried: 3, reproduced: true, minimal: true },
    });
    expect(text).toMatch(/\| nothing stuck \|.*\| broken/);
    expect(text).toContain('Found with 3 sequences; no step of it can be left out.');
    expect(text).toContain('process-kill \\(seed 4\\)');
  });

  it('is drawn with one number for each step', () => {
    const picture = timelineSvg(record);
    expect(picture).toContain('<title id="title">Chaos from seed 7: held</title>');
    expect(picture.match(/class="number"/g)).toHaveLength(1);
  });

  it('names no folder of the machine', () => {
    const said = {
      lines: ['its log is /home/anna/project/.holdfast/chaos/logs/app.log', '/home/anna/project/x'],
    };
    expect(
      withNames(said, [
        ['/home/anna/project/.holdfast/chaos', 'FOLDER'],
        ['/home/anna/project', 'PROJECT'],
      ]),
    ).toEqual({ lines: ['its log is FOLDER/logs/app.log', 'PROJECT/x'] });
  });
});
