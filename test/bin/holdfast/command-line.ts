import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '../../../lib/assessment/read/template.ts';
import { resource } from '../../lib/assessment/templates.ts';

const NODE = join(process.cwd(), 'node_modules', '.bin', 'node');
const COMMAND = join(process.cwd(), 'bin', 'holdfast.ts');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own, in a folder of its own. */
export function holdfast(
  args: readonly string[],
  {
    cwd = tmpdir(),
    input = '',
    env = {},
  }: { cwd?: string; input?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [COMMAND, ...args], { cwd, env: { ...process.env, ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** A temporary folder with the given files; objects are written as JSON. */
export function folderWith(files: Readonly<Record<string, unknown>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A cache with a replica in another zone: it holds `OBJECTIVES` until something of it is changed. */
export function cacheTemplate(changes: Record<string, unknown> = {}): Template {
  const subnet = (zone: string) => resource('AWS::EC2::Subnet', { AvailabilityZone: zone });
  return {
    Resources: {
      SubnetA: subnet('eu-central-1a'),
      SubnetB: subnet('eu-central-1b'),
      Subnets: resource('AWS::ElastiCache::SubnetGroup', {
        SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      }),
      Cache: resource('AWS::ElastiCache::ReplicationGroup', {
        ReplicationGroupId: 'sessions',
        NumCacheClusters: 2,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        CacheSubnetGroupName: { Ref: 'Subnets' },
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
        ...changes,
      }),
    },
  };
}

/** Only a promoted replica is quick enough for these. */
export const OBJECTIVES = {
  availabilityPercent: 90,
  perDisruption: { process: { rto: '10m', rpo: '1h' }, zone: { rto: '10m', rpo: '1h' } },
};

/** A sentence on one line, without a stack trace. */
export const SENTENCE = /^[^\n]+[.?]\n$/;
