import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inDeployOrder, readStacks } from '../../bin/start/deployment.ts';
import { synthesizeApp } from '../../bin/start/synthesis.ts';
import { failingViolations, renderViolation } from '../../bin/start/violations.ts';
import { assetExists } from '../assembly/assembly.ts';
import { type Assembly, readAssembly, synthesize } from '../assembly.ts';
import { cfnLint } from '../requirements/cfn-lint.ts';
import { loadFault, nodeFunctions } from './lambda-bundles.ts';
import { danglingBetween, danglingInside } from './references.ts';

describe('the production assembly can be deployed, as far as that shows without an account', () => {
  let assembly: Assembly;

  beforeAll(async () => {
    assembly = readAssembly(await synthesize());
  });

  it('has templates that cfn-lint finds nothing wrong with', async () => {
    const regions = [...new Set(assembly.stacks.map(({ region }) => region))];
    for (const region of regions) {
      const files = assembly.stacks
        .filter((stack) => stack.region === region)
        .map(({ templateFile }) => join(assembly.dir, templateFile));
      const { exitCode, stdout, stderr } = await cfnLint(files, [region]);
      expect(`${stdout}${stderr}`.replaceAll(`${assembly.dir}/`, '')).toBe('');
      expect(exitCode).toBe(0);
    }
  });

  it('breaks no rule that fails cdk synth', () => {
    expect(failingViolations(assembly.dir).map(renderViolation)).toEqual([]);
  });

  it('has no reference inside a template that names nothing', () => {
    expect(assembly.stacks.flatMap(({ template, name }) => danglingInside(template, name))).toEqual([]);
  });

  it('has no reference to another stack that is missing, out of reach or deployed later', () => {
    expect(danglingBetween(assembly)).toEqual([]);
  });

  it('has every asset that its stacks refer to', () => {
    expect(assembly.assets.length).toBeGreaterThan(0);
    expect(assembly.assets.filter((asset) => !assetExists(assembly, asset))).toEqual([]);
  });

  it('has Lambda code that loads and exports its handler', async () => {
    const functions = nodeFunctions(assembly);
    expect(functions.length).toBeGreaterThan(0);
    const faults: Record<string, string> = {};
    for (const one of functions) {
      const fault = await loadFault(one);
      if (fault !== undefined) faults[one.id] = fault;
    }
    expect(faults).toEqual({});
  });

  it('has an order of deployment, in which no stack waits for a later one', () => {
    const order = readStacks(assembly.dir).map(({ name }) => name);
    process.stderr.write(`    deploy order: ${order.join(', ')}\n`);
    expect(order.length).toBe(assembly.stacks.filter(({ nested }) => !nested).length);
  });

  it('stays below the limit of 500 resources in each stack', () => {
    const large = assembly.stacks.filter(({ template }) => Object.keys(template.Resources).length > 500);
    expect(large.map(({ name }) => name)).toEqual([]);
  });
});

describe('the order of deployment', () => {
  const stack = (name: string, ...after: string[]) => ({ name, account: '1', region: 'r', after });

  it('puts a stack after those it depends on', () => {
    const order = inDeployOrder([stack('c', 'b'), stack('b', 'a'), stack('a')]);
    expect(order.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('names the stacks that wait for each other', () => {
    expect(() => inDeployOrder([stack('a', 'b'), stack('b', 'a')])).toThrow(
      'These stacks wait for each other and cannot be deployed: a, b.',
    );
  });
});

describe("CloudFormation's own schema", () => {
  it('refuses an unknown property at synthesis, as an error', async () => {
    const folder = await mkdtemp(join(process.env.HOLDFAST_TEST_ASSEMBLIES ?? tmpdir(), 'bad-'));
    const { exitCode, output } = await synthesizeApp({
      root: resolve(import.meta.dirname, '../..'),
      app: 'test/deployability/bad-property.app.ts',
      outdir: folder,
      context: {},
      failOnViolations: true,
    });
    expect(output).toMatch(/ERROR.*Kolour/);
    expect(exitCode).toBe(1);
  });
});
