import { scanJson } from './json.ts';
import { MAX_JSON_BYTES, MAX_YAML_BYTES } from './limits.ts';
import { asTemplate } from './shape.ts';
import { ReadError, type Template } from './template.ts';
import { parseYaml } from './yaml.ts';

/** A file's content before it is judged to be a template. */
export interface Parsed {
  readonly value: unknown;
  readonly lines: Readonly<Record<string, number>>;
}

/**
 * Parses JSON or YAML, whichever the text is: JSON begins with a brace and is tried first.
 *
 * @param where how messages name the input
 * @throws ReadError when it is neither, too large, or has what no template may have
 */
export function parseText(text: string, where: string): Parsed {
  if (text.includes('\0'))
    throw new ReadError(`${where} is a binary file, not a template; name a JSON or YAML file.`);
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.trim() === '') throw new ReadError(`${where} is empty; name a file with a template.`);
  return guarded(where, () => (/^\s*[{[]/.test(body) ? parseJson(body, where) : yaml(body, where)));
}

/** A template from text, as `parseText` with the shape checked. */
export function parseTemplate(text: string, where: string): { template: Template; lines: Parsed['lines'] } {
  const { value, lines } = parseText(text, where);
  return { template: asTemplate(value, where), lines };
}

function parseJson(text: string, where: string): Parsed {
  refuseLarge(text, where, MAX_JSON_BYTES, 'JSON');
  const { lines } = scanJson(text, where);
  try {
    return { value: JSON.parse(text) as unknown, lines };
  } catch (error) {
    // YAML may begin with a brace as well; JSON is meant where the first thing inside is a quoted key.
    if (!/^\s*[{[]\s*["{[\]}]/.test(text)) return yaml(text, where);
    const reason = (error instanceof Error ? error.message : String(error))
      .replace(/\s+/g, ' ')
      .slice(0, 160);
    throw new ReadError(`${where} is not valid JSON (${reason}); it may have been cut short.`);
  }
}

function yaml(text: string, where: string): Parsed {
  refuseLarge(text, where, MAX_YAML_BYTES, 'YAML');
  return parseYaml(text, where);
}

function refuseLarge(text: string, where: string, limit: number, form: string): void {
  if (text.length > limit) throw tooLarge(where, text.length, limit, form);
}

export function tooLarge(where: string, size: number, limit: number, form: string): ReadError {
  return new ReadError(
    `${where} has ${size - limit < 2 ? 'more than ' : ''}${megabytes(size)} MB; at most ${megabytes(limit)} MB of ${form} are read, and CloudFormation accepts 1 MB: split the template.`,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);
}

/** The YAML library follows nesting by recursion, so a hostile text can exhaust the stack. */
function guarded(where: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const reason = error instanceof RangeError ? 'it is nested too deeply' : 'it is neither JSON nor YAML';
    throw new ReadError(`${where} cannot be read: ${reason}.`);
  }
}
