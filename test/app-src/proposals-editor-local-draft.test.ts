import { locks } from 'node:worker_threads';
import {
  type DraftBrowser,
  type LocalDraft,
  LocalDraftPlace,
} from '../../app-src/src/proposals/editor/local-draft.ts';
import { opening } from '../../app-src/src/proposals/editor/restoration.ts';
import { sameJson } from '../../app-src/src/proposals/editor/same-json.ts';
import { changeSince, editedFields } from '../../app-src/src/proposals/editor/save-request.ts';
import { MemoryStorage, proposalOf, textOf } from './proposals-editor-fixture.ts';

const draft: LocalDraft = {
  baseVersion: 3,
  fields: { ...editedFields(proposalOf('kept')), title: 'Kept' },
  pending: { key: 'k', change: { baseVersion: 3, content: textOf('sent') } },
  editedAt: 1_000,
};

const storage = new MemoryStorage();
let editors: AbortController[] = [];

/** An editor of a proposal that has just been opened. */
async function open(userId = 'u', proposalId = 'p', browser: Partial<DraftBrowser> = {}) {
  const editor = new AbortController();
  editors.push(editor);
  const place = await LocalDraftPlace.open({ storage, locks, ...browser }, userId, proposalId, editor.signal);
  return { place, close: () => editor.abort() };
}

afterEach(() => {
  for (const editor of editors) editor.abort();
  editors = [];
  storage.entries.clear();
});

test('keeps a draft for one user and one proposal only', async () => {
  const { place } = await open('a:b', 'c');
  expect(place.keep(draft)).toBe(true);
  expect(place.find()).toEqual(draft);
  expect((await open('a', 'b:c')).place.find()).toBeUndefined();
  expect((await open('other', 'c')).place.find()).toBeUndefined();
  place.forget();
  expect(place.find()).toBeUndefined();
});

test('gives each open editor a place of its own, and the text of one that is gone to the next', async () => {
  const [first, second] = [await open(), await open()];
  first.place.keep(draft);
  expect(second.place.find()).toBeUndefined();
  second.place.keep({ ...draft, editedAt: 2_000 });
  expect(first.place.find()?.editedAt).toBe(1_000);

  first.close();
  second.close();
  const next = await open();
  expect(next.place.find()?.editedAt).toBe(2_000);
  next.place.forget();
  next.close();
  const last = await open();
  expect(last.place.find()?.editedAt).toBe(1_000);
  last.place.forget();
  expect(storage.entries.size).toBe(0);
});

test('waits a moment for the place of a page that is just going away', async () => {
  const leaving = await open();
  leaving.place.keep(draft);
  const coming = open();
  setTimeout(leaving.close, 50);
  expect((await coming).place.find()).toEqual(draft);
});

test('finds the text of one that is gone on a phone that is busy with the page', async () => {
  const gone = await open();
  gone.place.keep(draft);
  gone.close();
  const coming = open();
  const free = performance.now() + 500;
  while (performance.now() < free);
  expect((await coming).place.find()).toEqual(draft);
});

test.each([
  ['broken JSON', '{"shape":1,'],
  ['another shape', JSON.stringify({ ...draft, shape: 99 })],
  ['no fields', JSON.stringify({ shape: 1, baseVersion: 3, editedAt: 1 })],
  ['a text that is none', JSON.stringify({ shape: 1, ...draft, fields: { ...draft.fields, content: 'x' } })],
])('takes %s in the storage for no draft', async (_, stored) => {
  const { place, close } = await open();
  place.keep(draft);
  const [key] = storage.entries.keys();
  storage.entries.set(String(key), stored);
  expect(place.find()).toBeUndefined();
  close();
  expect((await open()).place.find()).toBeUndefined();
});

test('works without any storage, and says that nothing is kept', async () => {
  const { place } = await open('u', 'p', { storage: undefined });
  expect(place.keep(draft)).toBe(false);
  expect(place.find()).toBeUndefined();
  place.forget();
});

test('works where the browser gives no lock', async () => {
  const refused = { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) };
  const { place } = await open('u', 'p', { locks: refused });
  expect(place.keep(draft)).toBe(true);
  expect(place.find()).toEqual(draft);
});

test('does not restore what the service already has, whatever the order of its keys', () => {
  const proposal = { ...proposalOf('kept'), title: 'Kept', version: 4 };
  const reordered = {
    ...proposal,
    content: {
      content: [{ content: [{ text: 'kept', type: 'text' }], type: 'paragraph' }],
      type: 'doc' as const,
    },
  };
  expect(opening(reordered, draft)).toEqual({
    baseVersion: 4,
    fields: editedFields(reordered),
    saved: editedFields(reordered),
  });
});

test('restores on the version that it was written on, with the save that was under way', () => {
  const start = opening({ ...proposalOf('theirs'), version: 9 }, draft);
  expect(start).toMatchObject({
    baseVersion: 3,
    fields: draft.fields,
    restoredFrom: 1_000,
    pending: draft.pending,
  });
  expect(start?.saved).toBeUndefined();
});

test('sends everything when it does not know what the service has, and only what changed when it does', () => {
  const fields = { ...editedFields(proposalOf('new')), title: 'Another title' };
  expect(changeSince(undefined, fields, 1)).toEqual({ baseVersion: 1, ...fields });
  expect(changeSince(editedFields(proposalOf('old')), fields, 1)).toEqual({
    baseVersion: 1,
    title: 'Another title',
    content: fields.content,
  });
});

test('leaves out a blank title, which the service would refuse together with the text', () => {
  const fields = { ...editedFields(proposalOf('new')), title: '   ' };
  expect(changeSince(editedFields(proposalOf('old')), fields, 1)).not.toHaveProperty('title');
});

test('compares documents of any depth, by meaning', () => {
  const nested = (depth: number, leaf: string): unknown => {
    let node: unknown = { type: 'text', text: leaf };
    for (let level = 0; level < depth; level += 1) {
      node = { type: 'blockquote', content: [node] };
    }
    return node;
  };
  expect(sameJson(nested(50_000, 'a'), nested(50_000, 'a'))).toBe(true);
  expect(sameJson(nested(50_000, 'a'), nested(50_000, 'b'))).toBe(false);
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson([1], { 0: 1 })).toBe(false);
  expect(sameJson([1, 2], [1])).toBe(false);
  expect(sameJson(null, {})).toBe(false);
});
