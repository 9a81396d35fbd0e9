import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';

const lineSchema = z.union([
  z.strictObject({ number: z.int(), writer: z.string(), begunAt: z.number() }),
  z.strictObject({ number: z.int(), acknowledgedAt: z.number(), id: z.string() }),
]);

type Line = z.infer<typeof lineSchema>;

/** The ledger of a load while it is written: a line for each write before it is sent, and one when it is acknowledged. */
export class LedgerFile {
  readonly #file: number;
  #numbers = 0;

  /** @throws when the file exists: a ledger is never continued */
  constructor(path: string) {
    this.#file = openSync(path, 'ax');
  }

  /** @returns the number of a new write, from 1 */
  begin(writer: string): number {
    this.#numbers += 1;
    this.#write({ number: this.#numbers, writer, begunAt: Date.now() });
    return this.#numbers;
  }

  acknowledge(number: number, id: string): void {
    this.#write({ number, acknowledgedAt: Date.now(), id });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

/** One write of a ledger. */
export interface LedgerWrite {
  readonly number: number;
  readonly writer: string;
  /** Milliseconds since 1970; absent when its user was never told. */
  readonly acknowledgedAt?: number;
  /** The product's name for it, when it is acknowledged. */
  readonly id?: string;
}

/** Reads a ledger that was written to its end. */
export function readLedger(path: string): LedgerWrite[] {
  const writes = new Map<number, LedgerWrite>();
  for (const text of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const line = lineSchema.parse(JSON.parse(text));
    if ('writer' in line) {
      writes.set(line.number, { number: line.number, writer: line.writer });
    } else {
      const begun = writes.get(line.number);
      if (begun === undefined)
        throw new Error(`${path} acknowledges number ${line.number}, which never began.`);
      writes.set(line.number, { ...begun, acknowledgedAt: line.acknowledgedAt, id: line.id });
    }
  }
  return [...writes.values()];
}
