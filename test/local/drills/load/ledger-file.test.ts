import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerFile, readLedger } from '../../../../local/drills/load/ledger-file.ts';

describe('the ledger of a load', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-ledger-'));
    path = join(folder, 'ledger.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('numbers writes from 1, and knows which of them were acknowledged', () => {
    const file = new LedgerFile(path);
    expect([file.begin('ada'), file.begin('ben'), file.begin('ada')]).toEqual([1, 2, 3]);
    file.acknowledge(2, 'id-of-2');
    file.close();
    expect(readLedger(path)).toEqual([
      { number: 1, writer: 'ada' },
      { number: 2, writer: 'ben', id: 'id-of-2', acknowledgedAt: expect.any(Number) },
      { number: 3, writer: 'ada' },
    ]);
  });

  it('has each line in the file before the next thing is done, so that nothing is forgotten in a crash', () => {
    const file = new LedgerFile(path);
    file.begin('ada');
    expect(readLedger(path)).toHaveLength(1);
    file.close();
  });

  it('is never continued', () => {
    new LedgerFile(path).close();
    expect(() => new LedgerFile(path)).toThrow('EEXIST');
  });

  it('refuses to be read when it acknowledges what never began', () => {
    const file = new LedgerFile(path);
    file.begin('ada');
    file.close();
    appendFileSync(path, `${JSON.stringify({ number: 9, acknowledgedAt: 1, id: 'x' })}\n`);
    expect(() => readLedger(path)).toThrow('acknowledges number 9, which never began');
  });
});
