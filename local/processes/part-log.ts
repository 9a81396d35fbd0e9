import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

/** A log is moved aside to `<file>.1` when it has become so large, in bytes; one such file is kept. */
const rotateAt = 10 * 1024 * 1024;

/** What a part writes, in a file that never grows beyond bounds. */
export class PartLog {
  readonly file: string;
  #size: number;

  constructor(file: string) {
    this.file = file;
    this.#size = existsSync(file) ? statSync(file).size : 0;
  }

  write(chunk: Buffer | string): void {
    try {
      if (this.#size > rotateAt) {
        renameSync(this.file, `${this.file}.1`);
        this.#size = 0;
      }
      appendFileSync(this.file, chunk);
      this.#size += chunk.length;
    } catch {
      // What a part says may be lost, as on a full disk; the part goes on.
    }
  }
}
