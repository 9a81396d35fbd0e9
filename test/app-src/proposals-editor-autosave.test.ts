import { Autosave, type SaveOutcome } from '../../app-src/src/proposals/editor/autosave.ts';
import { LocalDraftPlace } from '../../app-src/src/proposals/editor/local-draft.ts';
import { opening } from '../../app-src/src/proposals/editor/restoration.ts';
import {
  type EditedFields,
  editedFields,
  type SaveRequest,
} from '../../app-src/src/proposals/editor/save-request.ts';
import type { Proposal } from '../../app-src/src/proposals/proposal.ts';
import { MemoryStorage, proposalOf, textOf } from './proposals-editor-fixture.ts';

/** A service that keeps versions as the real one does, with answers that the test lets through or loses. */
class Service {
  proposal: Proposal;
  readonly requests: SaveRequest[] = [];
  readonly #answered = new Map<string, Proposal>();
  #hold: ((outcome: SaveOutcome | Error) => void)[] = [];
  mode: 'answers' | 'held' | 'loses answers' | 'away' = 'answers';

  constructor(proposal: Proposal) {
    this.proposal = proposal;
  }

  readonly send = (request: SaveRequest): Promise<SaveOutcome> => {
    this.requests.push(request);
    if (this.mode === 'away') {
      return Promise.resolve({ kind: 'hindered', hindrance: 'unavailable', retryAfterSeconds: 5 });
    }
    const outcome = this.#save(request);
    if (this.mode === 'loses answers') {
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    if (this.mode === 'held') {
      return new Promise((resolve, reject) => {
        this.#hold.push((other) => (other instanceof Error ? reject(other) : resolve(other)));
      });
    }
    return Promise.resolve(outcome);
  };

  /** Lets the oldest held answer through. */
  answer(outcome: SaveOutcome | Error = { kind: 'saved', proposal: this.proposal }): void {
    this.#hold.shift()?.(outcome);
  }

  #save({ key, change }: SaveRequest): SaveOutcome {
    const before = this.#answered.get(key);
    if (before !== undefined) {
      return { kind: 'saved', proposal: before };
    }
    if (change.baseVersion !== this.proposal.version) {
      return { kind: 'conflict', theirs: this.proposal };
    }
    const { baseVersion, ...fields } = change;
    this.proposal = { ...this.proposal, ...fields, version: baseVersion + 1 } as Proposal;
    this.#answered.set(key, this.proposal);
    return { kind: 'saved', proposal: this.proposal };
  }

  forgetAnswers(): void {
    this.#answered.clear();
  }
}

let keys = 0;

function open(
  service: Service,
  storage = new MemoryStorage(),
  known: Proposal | undefined = service.proposal,
) {
  const place = new LocalDraftPlace(storage, 'place');
  const start = opening(known, place.find());
  if (start === undefined) {
    throw new Error('Nothing to open.');
  }
  let fields: EditedFields = start.fields;
  const autosave = new Autosave(
    {
      place,
      read: () => fields,
      send: service.send,
      newKey: () => `key-${keys++}`,
    },
    start,
  );
  return {
    autosave,
    storage,
    place,
    start,
    phase: () => autosave.view().state.phase.kind,
    write: (words: string) => {
      fields = { ...fields, content: textOf(words) };
      autosave.edited();
    },
    fields: () => fields,
  };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('saves one second after the writer pauses, in one request', async () => {
  const service = new Service(proposalOf('old'));
  const { write, phase } = open(service);
  write('n');
  await jest.advanceTimersByTimeAsync(900);
  write('new');
  await jest.advanceTimersByTimeAsync(999);
  expect(service.requests).toHaveLength(0);
  await jest.advanceTimersByTimeAsync(1);
  expect(service.requests).toHaveLength(1);
  expect(service.proposal).toMatchObject({ version: 2, content: textOf('new') });
  expect(phase()).toBe('quiet');
});

test('saves every five seconds while the writer never pauses', async () => {
  const service = new Service(proposalOf('old'));
  const { write } = open(service);
  for (let half = 0; half < 20; half += 1) {
    write(`text ${half}`);
    await jest.advanceTimersByTimeAsync(500);
  }
  expect(service.requests.length).toBeGreaterThanOrEqual(1);
  expect(service.requests.length).toBeLessThanOrEqual(2);
});

test('has one request under way at a time, and saves what was written meanwhile on the version that it brought', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'held';
  const { write } = open(service);
  write('first');
  await jest.advanceTimersByTimeAsync(1_000);
  write('second');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(service.requests).toHaveLength(1);
  service.answer();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(service.requests.map(({ change }) => change.baseVersion)).toEqual([1, 2]);
  expect(service.requests.at(-1)?.change.content).toEqual(textOf('second'));
});

test('sends the very same save again when its answer is lost, so that it counts once', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'loses answers';
  const { write, phase } = open(service);
  write('new');
  await jest.advanceTimersByTimeAsync(1_000);
  service.mode = 'answers';
  write('newer');
  await jest.advanceTimersByTimeAsync(20_000);
  const [first, second, third] = service.requests;
  expect(second).toEqual(first);
  expect(third?.change).toMatchObject({ baseVersion: 2, content: textOf('newer') });
  expect(service.proposal.version).toBe(3);
  expect(phase()).toBe('quiet');
});

test('knows its own lost save again even after the service has forgotten its key', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'loses answers';
  const { write, phase } = open(service);
  write('new');
  await jest.advanceTimersByTimeAsync(1_000);
  service.forgetAnswers();
  service.mode = 'answers';
  await jest.advanceTimersByTimeAsync(20_000);
  expect(service.proposal.version).toBe(2);
  expect(phase()).toBe('quiet');
});

test('keeps trying while the service is away, not before it asked, and saves by itself when it is back', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'away';
  const { write, phase, place } = open(service);
  write('written through the outage');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(phase()).toBe('waiting');
  await jest.advanceTimersByTimeAsync(4_999);
  expect(service.requests).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(600_000);
  expect(service.requests.length).toBeGreaterThan(20);
  expect(place.find()?.fields.content).toEqual(textOf('written through the outage'));
  service.mode = 'answers';
  await jest.advanceTimersByTimeAsync(25_000);
  expect(service.proposal).toMatchObject({ version: 2, content: textOf('written through the outage') });
  expect(place.find()).toBeUndefined();
});

test('sends at once when the network comes back', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'away';
  const { write, autosave } = open(service);
  write('new');
  await jest.advanceTimersByTimeAsync(1_000);
  service.mode = 'answers';
  autosave.reachable();
  await jest.advanceTimersByTimeAsync(1);
  expect(service.proposal.version).toBe(2);
});

test('stops at a conflict, shows theirs, and saves mine as the version after theirs when asked', async () => {
  const service = new Service(proposalOf('old'));
  const { write, autosave, phase } = open(service);
  service.proposal = { ...proposalOf('theirs'), title: 'Their title', version: 2 };
  write('mine');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(autosave.view().state.phase).toMatchObject({ kind: 'conflict', theirs: { version: 2 } });
  write('mine, longer');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(service.requests).toHaveLength(1);
  autosave.keepMine();
  await jest.advanceTimersByTimeAsync(1);
  expect(service.proposal).toMatchObject({
    version: 3,
    title: 'A proposal',
    content: textOf('mine, longer'),
  });
  expect(service.requests.at(-1)?.change).toMatchObject({ baseVersion: 2, keepBase: true });
  expect(phase()).toBe('quiet');
});

test('takes theirs when asked, and goes on from their version', async () => {
  const service = new Service(proposalOf('old'));
  const { write, autosave, place, phase } = open(service);
  service.proposal = { ...proposalOf('theirs'), version: 7 };
  write('mine');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(autosave.takeTheirs()?.content).toEqual(textOf('theirs'));
  expect(phase()).toBe('quiet');
  expect(place.find()).toBeUndefined();
  write('after theirs');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(service.proposal.version).toBe(8);
});

test('a save that can never succeed is not repeated until the text changes', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'held';
  const { write, phase, place } = open(service);
  write('much too long');
  await jest.advanceTimersByTimeAsync(1_000);
  service.answer({ kind: 'refused', refusal: { status: 413, code: 'too-large' } });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(phase()).toBe('refused');
  expect(service.requests).toHaveLength(1);
  expect(place.find()?.fields.content).toEqual(textOf('much too long'));
  write('short');
  await jest.advanceTimersByTimeAsync(1_000);
  expect(service.requests).toHaveLength(2);
});

test('a crash between the save and its answer: the reopened text is saved once, and what was typed after it too', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'held';
  const first = open(service);
  first.write('sent');
  await jest.advanceTimersByTimeAsync(1_000);
  first.write('sent, and more');
  await jest.advanceTimersByTimeAsync(400);
  // The page dies here: no answer, no farewell. The timers of the dead page must not go on.
  jest.clearAllTimers();

  service.mode = 'answers';
  const second = open(service, first.storage, { ...proposalOf('old') });
  expect(second.start.restoredFrom).toBeDefined();
  expect(second.fields().content).toEqual(textOf('sent, and more'));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(service.proposal).toMatchObject({ version: 3, content: textOf('sent, and more') });
  expect(second.phase()).toBe('quiet');
  expect(second.place.find()).toBeUndefined();
});

test('opens from the browser alone while the service does not answer, and saves all of it later', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'away';
  const first = open(service);
  first.write('offline words');
  await jest.advanceTimersByTimeAsync(1_000);
  jest.clearAllTimers();
  const second = open(service, first.storage, undefined);
  expect(second.fields().content).toEqual(textOf('offline words'));
  service.mode = 'answers';
  await jest.advanceTimersByTimeAsync(20_000);
  expect(service.proposal).toMatchObject({ content: textOf('offline words') });
});

test('a restored text that someone else has overtaken is a conflict, never an overwrite', async () => {
  const service = new Service(proposalOf('old'));
  service.mode = 'away';
  const first = open(service);
  first.write('mine');
  await jest.advanceTimersByTimeAsync(1_000);
  jest.clearAllTimers();
  service.mode = 'answers';
  service.proposal = { ...proposalOf('theirs'), version: 2 };
  const second = open(service, first.storage);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(second.phase()).toBe('conflict');
  expect(service.proposal.content).toEqual(textOf('theirs'));
});

test('says when the browser keeps no copy, and saves all the same', async () => {
  const service = new Service(proposalOf('old'));
  const full = new MemoryStorage();
  full.full = true;
  const { write, autosave } = open(service, full);
  write('new');
  await jest.advanceTimersByTimeAsync(500);
  expect(autosave.view().kept).toBe(false);
  await jest.advanceTimersByTimeAsync(500);
  expect(service.proposal.version).toBe(2);
});

test('closing the page keeps the last words in the browser and stops all timers', async () => {
  const service = new Service(proposalOf('old'));
  const { write, autosave, place } = open(service);
  write('last words');
  autosave.close();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(service.requests).toHaveLength(0);
  expect(place.find()?.fields.content).toEqual(textOf('last words'));
  expect(editedFields(service.proposal).content).toEqual(textOf('old'));
});
