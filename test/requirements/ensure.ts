import { join } from 'node:path';
import { step } from '../../bin/setup/progress.mjs';
import { cfnLintRequirement } from './cfn-lint.ts';
import { chromium } from './chromium.ts';
import { haproxy } from './haproxy.ts';
import { k6 } from './k6.ts';
import { moto } from './moto.ts';
import { testsNeeding } from './needs.ts';
import { pgbackrest } from './pgbackrest.ts';
import { postgresql } from './postgresql.ts';
import { redis } from './redis.ts';
import { type Requirement, RequirementError } from './requirement.ts';

const REQUIREMENTS: readonly Requirement[] = [
  postgresql,
  pgbackrest,
  redis,
  haproxy,
  chromium,
  k6,
  cfnLintRequirement,
  moto,
];
const TEST_FOLDER = join(import.meta.dirname, '..');

/** A program that could not be brought, and the tests that cannot run without it. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
  readonly tests: readonly string[];
}

/**
 * Installs what the given tests need beside the npm packages.
 *
 * @param testFiles absolute paths
 * @returns what could not be installed
 */
export async function ensureRequirements(testFiles: readonly string[]): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const requirement of REQUIREMENTS) {
    const tests = testsNeeding(requirement, testFiles, TEST_FOLDER);
    if (tests.length === 0 || requirement.isPresent()) continue;
    const installing = step(`Install ${requirement.name}`);
    try {
      await requirement.install();
      installing.done();
    } catch (error) {
      installing.fail();
      if (!(error instanceof RequirementError)) throw error;
      missing.push({ name: requirement.name, reason: error.message, tests });
    }
  }
  return missing;
}
