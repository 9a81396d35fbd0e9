import {
  type AutosaveEvent,
  type AutosaveState,
  after,
  isUnsaved,
  nextActionAt,
  opened,
} from '../../app-src/src/proposals/editor/autosave-state.ts';
import { retryDelay } from '../../app-src/src/proposals/editor/retry-delay.ts';
import type { SaveRequest } from '../../app-src/src/proposals/editor/save-request.ts';
import { proposalOf, textOf } from './proposals-editor-fixture.ts';

function request(key: string, baseVersion = 1): SaveRequest {
  return { key, change: { baseVersion, content: textOf(key) } };
}

function through(start: AutosaveState, ...events: AutosaveEvent[]): AutosaveState {
  return events.reduce(after, start);
}

const sending = through(opened(1), { kind: 'edited', at: 0 }, { kind: 'taken', request: request('a') });

test('an answer to another request than the one under way changes nothing', () => {
  const theirs = proposalOf('theirs');
  const late: AutosaveEvent[] = [
    { kind: 'acknowledged', key: 'earlier', version: 9 },
    { kind: 'conflicted', key: 'earlier', theirs },
    { kind: 'hindered', key: 'earlier', until: 5, hindrance: 'offline' },
    { kind: 'refused', key: 'earlier', refusal: { status: 400, code: 'invalid' } },
  ];
  for (const event of late) {
    expect(after(sending, event)).toBe(sending);
  }
});

test('a second answer to the same request changes nothing', () => {
  const saved = after(sending, { kind: 'acknowledged', key: 'a', version: 2 });
  expect(after(saved, { kind: 'acknowledged', key: 'a', version: 3 })).toBe(saved);
  expect(after(saved, { kind: 'conflicted', key: 'a', theirs: proposalOf('x') })).toBe(saved);
});

test('no second request starts while one is under way, waits or is in conflict', () => {
  const waiting = after(sending, { kind: 'hindered', key: 'a', until: 10, hindrance: 'offline' });
  const conflict = after(sending, { kind: 'conflicted', key: 'a', theirs: proposalOf('theirs') });
  for (const state of [sending, waiting, conflict]) {
    expect(after(state, { kind: 'taken', request: request('b') })).toBe(state);
    expect(isUnsaved(state)).toBe(true);
  }
  expect(nextActionAt(conflict)).toBeUndefined();
});

test('edits while a request is under way stay unsaved after its answer', () => {
  const state = through(sending, { kind: 'edited', at: 100 }, { kind: 'acknowledged', key: 'a', version: 2 });
  expect(state).toMatchObject({ baseVersion: 2, edits: { since: 100, last: 100 } });
  expect(nextActionAt(state)).toBe(1_100);
  expect(isUnsaved(state)).toBe(true);
});

test('is saved only when the service has acknowledged the last edit', () => {
  expect(isUnsaved(opened(1))).toBe(false);
  expect(isUnsaved(after(opened(1), { kind: 'edited', at: 0 }))).toBe(true);
  expect(isUnsaved(sending)).toBe(true);
  expect(isUnsaved(after(sending, { kind: 'acknowledged', key: 'a', version: 2 }))).toBe(false);
});

test('retries double up to fifteen seconds, spread at random, and wait for as long as the service asked', () => {
  expect(retryDelay(0, 0)).toBe(500);
  expect(retryDelay(0, 1)).toBe(1_000);
  expect(retryDelay(3, 1)).toBe(8_000);
  expect(retryDelay(50, 1)).toBe(15_000);
  expect(retryDelay(0, 0, 5)).toBe(5_000);
  expect(retryDelay(50, 1, 5)).toBeLessThanOrEqual(9_000);
});
