import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assessment } from '../model.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { whyNotWritten } from './write-failure.ts';

/** Where the two reports were written. */
export interface WrittenReports {
  readonly json: string;
  readonly html: string;
}

/**
 * Writes `holdfast-assessment.json` and `holdfast-assessment.html` into the folder, which is made when missing.
 * Each file is replaced in one step, so that a reader or a crash never meets half of a report.
 *
 * @throws Error with a sentence that says what could not be written and how to mend it
 */
export function writeReports(assessment: Assessment, directory: string): WrittenReports {
  const json = join(directory, 'holdfast-assessment.json');
  const html = join(directory, 'holdfast-assessment.html');
  explained(directory, () => mkdirSync(directory, { recursive: true }));
  replace(json, renderJson(assessment));
  replace(html, renderHtml(assessment));
  return { json, html };
}

function replace(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  explained(path, () => {
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

function explained(path: string, action: () => unknown): void {
  try {
    action();
  } catch (error) {
    throw new Error(`The report cannot be written to ${path}: ${whyNotWritten(error)}.`, { cause: error });
  }
}
