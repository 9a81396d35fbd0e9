import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTIONS } from '../../../lib/assessment/assumptions.ts';
import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { readBytes } from '../../../lib/assessment/read/files.ts';
import { BadInput } from '../bad-input.ts';

/** A report of 20,000 resources has half of it. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Objectives, regions and assumptions that an assembly was synthesized with: what was declared, and nothing computed. */
export type Declared = Pick<Assessment, 'subject' | 'objectives' | 'regions' | 'assumptions'>;

/**
 * Reads them from the first folder that has them.
 *
 * @throws BadInput when the file is damaged
 */
export function readDeclared(paths: readonly string[]): Declared | undefined {
  const file = paths.map((path) => join(path, 'holdfast-assessment.json')).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readBytes(file, MAX_BYTES)?.toString('utf8') ?? '');
  } catch {
    content = undefined;
  }
  if (!isDeclared(content)) {
    throw new BadInput(
      `${file} is damaged: synthesize again, or remove it and give the objectives with --objectives.`,
    );
  }
  return content;
}

/** By hand, because a library of schemas takes longer to load than our own platform takes to be assessed. */
function isDeclared(content: unknown): content is Declared {
  const { subject, objectives, regions, assumptions } = fieldsOf(content);
  const { application, environment } = fieldsOf(subject);
  const { availabilityPercent, perDisruption } = fieldsOf(objectives);
  const { primary, recovery } = fieldsOf(regions);
  return (
    typeof application === 'string' &&
    typeof environment === 'string' &&
    typeof availabilityPercent === 'number' &&
    typeof perDisruption === 'object' &&
    Object.entries(fieldsOf(perDisruption)).every(
      ([name, bound]) => (DISRUPTIONS as readonly string[]).includes(name) && isBound(bound),
    ) &&
    typeof primary === 'string' &&
    (recovery === undefined || typeof recovery === 'string') &&
    Array.isArray(assumptions) &&
    assumptions.every(isAssumption)
  );
}

function isBound(value: unknown): boolean {
  const { rtoSeconds, rpoSeconds } = fieldsOf(value);
  return typeof rtoSeconds === 'number' && typeof rpoSeconds === 'number';
}

function isAssumption(one: unknown): boolean {
  const { id, value, overridden } = fieldsOf(one);
  return typeof id === 'string' && typeof value === 'number' && typeof overridden === 'boolean';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The assumptions that were set when the assembly was synthesized. */
export function declaredAssumptions(declared: Declared | undefined): Record<string, number> {
  const own = (declared?.assumptions ?? []).filter(
    ({ id, overridden }) => overridden && Object.hasOwn(ASSUMPTIONS, id),
  );
  return Object.fromEntries(own.map(({ id, value }) => [id, value]));
}
