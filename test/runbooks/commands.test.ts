import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from '../../bin/holdfast/program.ts';
import { findDrill } from '../../lib/drills/drills.ts';
import { resourcesOf } from '../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize } from '../assembly.ts';
import { anchors, codeBlocks, localLinks, readRunbook, runbookFiles } from './markdown.ts';
import { propertiesOfAll } from './properties-of-all.ts';

const RUNBOOKS = resolve(import.meta.dirname, '../../runbooks');
const texts = runbookFiles().map((file) => ({ file, text: readRunbook(file) }));
let production: Assembly;

beforeAll(async () => {
  production = readAssembly(await synthesize());
});

/** What a pattern's first group finds, in all runbooks. */
function mentioned(pattern: RegExp): string[] {
  const found = texts.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, value = '']) => value));
  if (found.length === 0)
    throw new Error(`No runbook has ${pattern.source}: mend the test, or leave it out.`);
  return [...new Set(found)];
}

function notIn(values: readonly string[], there: readonly unknown[]): string[] {
  return values.filter((value) => !there.includes(value));
}

/** One property of all resources of a type. */
function valuesOf(type: string, property: string): unknown[] {
  return propertiesOfAll(production, type).map(({ [property]: value }) => value);
}

async function helpOf(words: readonly string[]): Promise<string> {
  let help = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    help += String(chunk);
    return true;
  });
  try {
    expect(await run([...words, '--help'])).toBe(0);
  } finally {
    write.mockRestore();
  }
  return help;
}

describe('commands in runbooks', () => {
  test.each(texts)('D4: the commands of $file are valid shell', ({ text }) => {
    for (const code of codeBlocks(text)) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' });
      expect({ code, status, stderr }).toEqual({ code, status: 0, stderr: '' });
    }
  });

  test.each(texts)('D4: the links of $file lead to sections that are there', ({ file, text }) => {
    const lost = localLinks(text).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(RUNBOOKS, target))) return true;
      return anchor !== undefined && !anchors(readRunbook(target)).includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  test('D4: holdfast has the commands and flags that runbooks use', async () => {
    for (const command of mentioned(/npx holdfast ([^`\n]+)/g)) {
      const words = command.split(/\s+/);
      const [flags, plain] = [true, false].map((flag) =>
        words.filter((word) => word.startsWith('--') === flag),
      );
      const help = await helpOf(plain ?? []);
      expect(help).toContain(`Usage: holdfast ${plain?.[0]} `);
      for (const flag of flags ?? []) expect(help).toMatch(new RegExp(`${flag}\\b`));
      const [, drill] = /^drill run ([a-z][\w-]*)/.exec(command) ?? [];
      if (drill !== undefined) expect(findDrill(drill)?.name).toBe(drill);
    }
  });

  test('D4: the stacks that are deployed or asked, and the outputs that they are asked for, are there', () => {
    const names = production.stacks.map(({ name }) => name);
    const deployed = mentioned(/npx cdk deploy ((?:[\w-]+|\\\n)(?:\s+(?:[\w-]+|\\\n))*)/g)
      .flatMap((words) => words.split(/[\s\\]+/))
      .filter((word) => word !== '' && !word.startsWith('-') && !/^[A-Z]+$|=/.test(word));
    const asked = mentioned(/--stack-name ([\w-]+)/g);
    expect(
      notIn(
        [...deployed, ...asked].filter((word) => word.startsWith('holdfast')),
        names,
      ),
    ).toEqual([]);
    const outputs = texts.flatMap(({ text }) => [
      ...text.matchAll(/--stack-name ([\w-]+) \\\n.*contains\(OutputKey,'(\w+)'\)/g),
    ]);
    expect(outputs.length).toBeGreaterThan(3);
    for (const [, stack = '', output = ''] of outputs) {
      const keys = Object.keys(production.stack(stack).template.Outputs ?? {});
      expect(keys.filter((key) => key.includes(output))).toHaveLength(1);
    }
  });

  test('D4: sizes and security groups in commands are those of the templates', () => {
    const [instances, targets, groups] = [
      'AWS::RDS::DBInstance',
      'AWS::ApplicationAutoScaling::ScalableTarget',
      'AWS::EC2::SecurityGroup',
    ] as const;
    const checks = [
      [mentioned(/--db-instance-class (db\.[\w.]+)/g), valuesOf(instances, 'DBInstanceClass')],
      [mentioned(/--max-allocated-storage (\d+)/g), valuesOf(instances, 'MaxAllocatedStorage').map(String)],
      [mentioned(/--min-capacity (\d+)/g), valuesOf(targets, 'MinCapacity').map(String)],
      [mentioned(/Name=group-name,Values=([\w-]+)/g), valuesOf(groups, 'GroupName')],
      [mentioned(/Name=description,Values='([^']+)'/g), valuesOf(groups, 'GroupDescription')],
      [mentioned(/--function-name (holdfast[\w-]+)/g), valuesOf('AWS::Lambda::Function', 'FunctionName')],
    ] as const;
    for (const [values, there] of checks) expect(notIn(values, there)).toEqual([]);
  });

  test('D4, D5: the page of the region follows the plan step by step, and approves steps that it has', () => {
    const { template } = production.stack('holdfast-production-takeover-plan');
    const [plan] = Object.values(resourcesOf(template, 'AWS::ARCRegionSwitch::Plan'));
    const workflows: {
      Steps: { Name: string }[];
      WorkflowTargetRegion: string;
      WorkflowTargetAction: string;
    }[] = plan?.Properties?.Workflows ?? [];
    const all = workflows.flatMap(({ Steps }) => Steps.map(({ Name }) => Name));
    expect(notIn(mentioned(/--step-name ([\w-]+)/g), all)).toEqual([]);
    const takeover = workflows.find(
      ({ WorkflowTargetAction: action, WorkflowTargetRegion: region }) =>
        action === 'activate' && region === 'eu-west-1',
    );
    const steps = readRunbook('disruptions/region.md').matchAll(
      /(?:own step|Its step|--step-name) `?([\w-]+)/g,
    );
    const followed = [...steps]
      .map(([, name]) => name)
      .filter((name) => name !== 'approve-rebuild' && name !== 'approve-failback');
    expect(followed).toEqual(takeover?.Steps.map(({ Name }) => Name));
  });
});
