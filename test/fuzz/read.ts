/**
 * Fuzzes the reader, through each of its entries: `node test/fuzz/read.ts --seconds 60 --seed 1`. An input that ends in anything else than a result or
 * a sentence is kept under `test/fuzz/seeds/`, where a test replays it.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseText } from '../../lib/assessment/read/parse.ts';
import { ENTRIES, Entrance, type Entry } from './entries.ts';
import { mutateStructure, mutateText, randomOf } from './mutate.ts';
import { readOne } from './one-input.ts';
import { startingManifest, startingTexts } from './starts.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const manifestText = startingManifest(ROOT);
const texts = [...startingTexts(ROOT), manifestText];
const structures = texts.map((text) => parseText(text, 'a starting text').value);
const end = performance.now() + Number(values.seconds) * 1000;
const entrance = new Entrance();
const counts = { read: 0, refused: 0, failed: 0 };
const failures = new Set<string>();

for (let seed = Number(values.seed) * 1_000_000_000; performance.now() < end; seed += 1) {
  const entry = entryOf(seed);
  const text = inputOf(seed, entry);
  try {
    counts[await readOne(text, entrance, entry)] += 1;
  } catch (error) {
    counts.failed += 1;
    keep(text, seed, entry, error);
  }
}
entrance.close();
const total = counts.read + counts.refused + counts.failed;
console.log(
  `${total} inputs in ${values.seconds} s from seed ${values.seed}: ${counts.read} read, ${counts.refused} refused, ${counts.failed} failed in ${failures.size} ways.`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;

function entryOf(seed: number): Entry {
  return ENTRIES[seed % ENTRIES.length] ?? 'standard input';
}

function inputOf(seed: number, entry: Entry): string {
  const random = randomOf(seed % 2 ** 32);
  const manifest = entry === 'assembly manifest' && random() < 0.8;
  const index = manifest ? texts.indexOf(manifestText) : Math.floor(random() * texts.length);
  if (random() < 0.5) return mutateText(texts[index] ?? '', random);
  const structured = JSON.stringify(mutateStructure(structures[index], random)) ?? '';
  return random() < 0.1 ? mutateText(structured, random) : structured;
}

/** One input for each way of failing: the same message from the same line is the same defect. */
function keep(text: string, seed: number, entry: Entry, error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const way = trace
    .split('\n')
    .slice(0, 2)
    .join(' ')
    .replace(/\d+ ms/g, '');
  if (failures.has(way)) return;
  failures.add(way);
  const name = `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`;
  writeFileSync(join(ROOT, 'test', 'fuzz', 'seeds', name), text);
  console.log(
    `seed ${seed} fails by ${entry}, kept as test/fuzz/seeds/${name}: ${trace.split('\n').slice(0, 4).join(' | ')}`,
  );
}
