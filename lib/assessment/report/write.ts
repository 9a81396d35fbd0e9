import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assessment } from '../model.ts';
import { renderHtml } from './html.ts';

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

/** The assessment as JSON with keys in one order, whatever order the code that built it used. */
export function renderJson(assessment: Assessment): string {
  return `${JSON.stringify(assessment, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
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

const MEND: Record<string, string> = {
  ENOSPC: 'the disk is full; free some space or name another folder',
  EDQUOT: 'the quota of the disk is used up; free some space or name another folder',
  EACCES: 'permission is denied; name a folder that you may write to',
  EPERM: 'permission is denied; name a folder that you may write to',
  EROFS: 'the file system is read-only; name another folder',
  EEXIST: 'a file stands where the folder should be; name another folder',
  ENOTDIR: 'a part of the path is a file, not a folder; name another folder',
  EISDIR: 'a folder stands where the file should be; remove it or name another folder',
};

function explained(path: string, action: () => unknown): void {
  try {
    action();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = MEND[code] ?? message;
    throw new Error(`The report cannot be written to ${path}: ${reason}.`, { cause: error });
  }
}
