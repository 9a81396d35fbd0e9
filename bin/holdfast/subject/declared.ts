import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ASSUMPTIONS } from '../../../lib/assessment/assumptions.ts';
import { BadInput } from '../bad-input.ts';

const bounds = z.object({ rtoSeconds: z.number(), rpoSeconds: z.number() });

/** What an app that uses the validation plugin leaves in its assembly, as far as it was declared and not computed. */
const declaredSchema = z.object({
  subject: z.object({ application: z.string(), environment: z.string() }),
  objectives: z.object({
    availabilityPercent: z.number(),
    perDisruption: z.partialRecord(
      z.enum(['process', 'node', 'zone', 'region', 'corruption', 'deletion', 'compromise']),
      bounds,
    ),
  }),
  regions: z.object({ primary: z.string(), recovery: z.string().optional() }),
  assumptions: z.array(z.object({ id: z.string(), value: z.number(), overridden: z.boolean() })),
});

/** Objectives, regions and assumptions that an assembly was synthesized with. */
export type Declared = z.infer<typeof declaredSchema>;

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
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    content = undefined;
  }
  const result = declaredSchema.safeParse(content);
  if (!result.success) {
    throw new BadInput(
      `${file} is damaged: synthesize again, or remove it and give the objectives with --objectives.`,
    );
  }
  return result.data;
}

/** The assumptions that were set when the assembly was synthesized. */
export function declaredAssumptions(declared: Declared | undefined): Record<string, number> {
  const own = (declared?.assumptions ?? []).filter(
    ({ id, overridden }) => overridden && Object.hasOwn(ASSUMPTIONS, id),
  );
  return Object.fromEntries(own.map(({ id, value }) => [id, value]));
}
