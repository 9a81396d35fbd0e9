import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const RUNBOOKS = resolve(import.meta.dirname, '../../runbooks');

/** Markdown files below the folder of runbooks, relative to it; the records of drills beside them tell of what was. */
export function runbookFiles(): string[] {
  return readdirSync(RUNBOOKS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.md') && !file.startsWith('records/'),
  );
}

export function readRunbook(file: string): string {
  return readFileSync(join(RUNBOOKS, file), 'utf8');
}

/** Blocks between fences, without the indentation of the list that they stand in. */
export function codeBlocks(text: string): string[] {
  return [...text.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, indentation = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  );
}

/** Addresses of links to other files and sections, those of the web left out. */
export function localLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target));
}

/** Headings as GitHub names their anchors. */
export function anchors(text: string): string[] {
  const outsideCode = text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  return [...outsideCode.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
