import { beginningOf, readText, templateFilesIn } from './files.ts';
import { type Parsed, parseText } from './parse.ts';
import { looksLikeTemplate } from './shape.ts';
import { ReadError } from './template.ts';

/** The templates of a folder, and its files of other kinds that are named as templates are. */
export interface FolderContent {
  readonly templates: readonly { readonly path: string; readonly parsed: Parsed }[];
  readonly skipped: readonly string[];
}

/** @throws ReadError when there is none, or one that says of itself to be a template is damaged */
export function templatesIn(folder: string): FolderContent {
  const skipped: string[] = [];
  const templates: { path: string; parsed: Parsed }[] = [];
  for (const path of templateFilesIn(folder)) {
    const parsed = parsedTemplate(path);
    if (parsed) templates.push({ path, parsed });
    else skipped.push(path);
  }
  if (templates.length === 0) {
    throw new ReadError(
      `${folder} holds no template among its *.json, *.yaml, *.yml and *.template files; name another folder.`,
    );
  }
  return { templates, skipped };
}

/** Undefined for a file that plainly is no template: one that could be is refused with a sentence instead. */
function parsedTemplate(path: string): Parsed | undefined {
  const beginning = beginningOf(path);
  const names = /AWSTemplateFormatVersion|\bAWS::[A-Z]\w+::/.test(beginning);
  if (!names && !/["']?Resources["']?\s*:/.test(beginning)) return undefined;
  try {
    const parsed = parseText(readText(path), path);
    return looksLikeTemplate(parsed.value) ? parsed : undefined;
  } catch (error) {
    if (names) throw error;
    return undefined;
  }
}
