import { type LocalDraft, LocalDrafts } from '../../app-src/src/proposals/editor/local-drafts.ts';
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

test('keeps a draft for one user and one proposal only', () => {
  const drafts = new LocalDrafts(new MemoryStorage());
  expect(drafts.keep('a:b', 'c', draft)).toBe(true);
  expect(drafts.find('a:b', 'c')).toEqual(draft);
  expect(drafts.find('a', 'b:c')).toBeUndefined();
  expect(drafts.find('other', 'c')).toBeUndefined();
  drafts.forget('a:b', 'c');
  expect(drafts.find('a:b', 'c')).toBeUndefined();
});

test('forgets only what this tab kept or opened, never the unsaved text of another tab', () => {
  const storage = new MemoryStorage();
  const [saved, unsaved, later] = [1, 2, 3].map(() => new LocalDrafts(storage));
  saved?.keep('u', 'p', draft);
  unsaved?.keep('u', 'p', { ...draft, editedAt: 2_000 });
  saved?.forget('u', 'p');
  expect(later?.find('u', 'p')?.editedAt).toBe(2_000);
  later?.forget('u', 'p');
  expect(storage.entries.size).toBe(0);
});

test.each([
  ['broken JSON', '{"shape":1,'],
  ['another shape', JSON.stringify({ ...draft, shape: 99 })],
  ['no fields', JSON.stringify({ shape: 1, baseVersion: 3, editedAt: 1 })],
  ['a text that is none', JSON.stringify({ shape: 1, ...draft, fields: { ...draft.fields, content: 'x' } })],
])('takes %s in the storage for no draft', (_, stored) => {
  const storage = new MemoryStorage();
  const drafts = new LocalDrafts(storage);
  drafts.keep('u', 'p', draft);
  const [key] = storage.entries.keys();
  storage.entries.set(String(key), stored);
  expect(drafts.find('u', 'p')).toBeUndefined();
});

test('works without any storage, and says that nothing is kept', () => {
  const drafts = new LocalDrafts(undefined);
  expect(drafts.keep('u', 'p', draft)).toBe(false);
  expect(drafts.find('u', 'p')).toBeUndefined();
  drafts.forget('u', 'p');
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
