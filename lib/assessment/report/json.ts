import type { Assessment } from '../model.ts';

/** The assessment as JSON with keys in one order, whatever order the code that built it used. */
export function renderJson(assessment: Assessment): string {
  return `${JSON.stringify(assessment, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
