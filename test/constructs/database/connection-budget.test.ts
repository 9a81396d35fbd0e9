import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionBudget } from '../../../constructs/database/connection-budget.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';

let production: PlatformConfig;

beforeAll(async () => {
  production = await loadEnvironment('production');
});

function withValues(database: object, service: object = {}): PlatformConfig {
  return {
    ...production,
    database: { ...production.database, ...database },
    service: { ...production.service, ...service },
  };
}

describe('B6: the connection budget', () => {
  it('fits at the largest scale of production, in the middle of a deployment', () => {
    const { demand, reserved, usable } = connectionBudget(production);
    expect(demand).toBe(10 * 30 * 2);
    expect(demand + reserved).toBeLessThanOrEqual(usable);
  });

  it('counts every connection of the app: it opens them in one place, whose size the platform sets', () => {
    const folder = join(import.meta.dirname, '../../../app-src/src');
    const opening = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('database/seed/'))
      .filter((file) =>
        /\bpostgres\(|\bnew (Pool|Client|PgBoss)\(/.test(readFileSync(join(folder, file), 'utf8')),
      );
    expect(opening).toEqual(['database/database.ts']);
    expect(readFileSync(join(folder, 'database/database.ts'), 'utf8')).toContain('max: config.poolSize,');
  });

  it('takes the last connection that the headroom leaves, and not one more', () => {
    // 10 x 30 x 2 + 15 reserved = 615 = 90 % of 684, rounded down.
    expect(() => connectionBudget(withValues({ maxConnections: 684 }))).not.toThrow();
    expect(() => connectionBudget(withValues({ maxConnections: 683 }))).toThrow(/exceed the 614/);
  });

  it('says which setting breaks it and what would mend it', () => {
    expect(() => connectionBudget(withValues({}, { poolSize: 40 }))).toThrow(
      'service.poolSize is 40 and service.tasks.max is 30: while a deployment rolls they open 2400 connections, which with 15 reserved exceed the 900 that database.maxConnections 1000 leaves after 10 % headroom; set service.poolSize to at most 14 or database.maxConnections to at least 2684.',
    );
  });

  it('offers mends that do mend', () => {
    expect(() => connectionBudget(withValues({}, { poolSize: 14 }))).not.toThrow();
    const bearing = { maxConnections: 2684, instanceClass: 'r7g.2xlarge' };
    expect(() => connectionBudget(withValues(bearing, { poolSize: 40 }))).not.toThrow();
  });

  it('counts the recovery region, which has to bear the same load after a takeover', () => {
    const tasks = { tasks: { min: 3, max: 6 }, recoveryTasks: { min: 2, max: 60 } };
    expect(() => connectionBudget(withValues({}, tasks))).toThrow(/service\.recoveryTasks\.max is 60/);
  });

  it('refuses more connections than the instance class bears', () => {
    expect(() => connectionBudget(withValues({ instanceClass: 't4g.medium' }))).toThrow(
      /database\.maxConnections is 1000; t4g\.medium bears about \d+, so set it to at most \d+ or choose a larger/,
    );
  });

  it('does not offer a pool of no connections', () => {
    const many = { tasks: { min: 3, max: 600 } };
    expect(() => connectionBudget(withValues({}, many))).toThrow(/lower service\.tasks\.max or set/);
  });
});
