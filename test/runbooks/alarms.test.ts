import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Assembly, readAssembly, synthesize } from '../assembly.ts';
import { readRunbook, runbookFiles } from './markdown.ts';
import { propertiesOfAll } from './properties-of-all.ts';

const RUNBOOKS = resolve(import.meta.dirname, '../../runbooks');
const ENVIRONMENTS = ['production', 'staging'];
const PARTS = ['What it means', 'What users notice', 'Investigate', 'Resolve', 'Afterwards'];

interface LinkedAlarm {
  readonly name: string;
  /** Relative to the folder of runbooks. */
  readonly file: string;
  readonly section: string;
}

interface Target {
  readonly InputTransformer?: { readonly InputTemplate: string };
}

interface Section {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

const assemblies = new Map<string, Assembly>();
const sections = readdirSync(join(RUNBOOKS, 'alarms')).flatMap((file) => sectionsOf(`alarms/${file}`));

beforeAll(async () => {
  for (const environment of ENVIRONMENTS) {
    assemblies.set(environment, readAssembly(await synthesize({ environment })));
  }
});

function assembly(environment: string): Assembly {
  const found = assemblies.get(environment);
  if (!found) throw new Error(`${environment} has not been synthesized.`);
  return found;
}

function sectionsOf(file: string): Section[] {
  const [, ...found] = readFileSync(join(RUNBOOKS, file), 'utf8').split(/^## /m);
  return found.map((text) => ({ file, name: text.split('\n', 1)[0] ?? '', text }));
}

/** One section serves every environment, so it is headed by the alarm's name without the environment's prefix. */
function linkedAlarms(environment: string): LinkedAlarm[] {
  const alarms = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    propertiesOfAll(assembly(environment), type),
  );
  return [
    ...alarms.map(({ AlarmName, AlarmDescription }) => linked(AlarmName, AlarmDescription)),
    ...noticesOf(environment),
  ];
}

/** What AWS tells as an event, and a rule mails with a runbook. */
function noticesOf(environment: string): LinkedAlarm[] {
  return propertiesOfAll(assembly(environment), 'AWS::Events::Rule').flatMap(({ Name, Targets = [] }) => {
    const messages = Targets.map(({ InputTransformer }: Target) => InputTransformer?.InputTemplate ?? '');
    return messages
      .filter((message: string) => message.includes('Runbook: '))
      .map((message: string) => linked(Name, JSON.parse(message)));
  });
}

function linked(name: string, text: string): LinkedAlarm {
  const [, file = '', section = ''] = /Runbook: runbooks\/(\S+)#(\S+)$/.exec(text) ?? [];
  return { name, file, section };
}

/** Names in a text that belong to production, paths such as `/aws/rds/instance/NAME/postgresql` as a whole. */
function productionNames(text: string): Set<string> {
  const names = text.match(/[\w./-]*holdfast[-/]production[\w./-]*/g) ?? [];
  return new Set(names.map((name) => name.replace(/[./-]+$/, '')));
}

/** What the templates name, and the names of stacks and of services to scale, which they only put together. */
function namesThatExist(): Set<string> {
  const production = assembly('production');
  const templates = production.stacks.map(({ name, template }) =>
    JSON.stringify([name, template], (key, value) => (key === 'Metadata' ? undefined : value)),
  );
  const clusters = propertiesOfAll(production, 'AWS::ECS::Cluster').map(({ ClusterName }) => ClusterName);
  const services = propertiesOfAll(production, 'AWS::ECS::Service').map(({ ServiceName }) => ServiceName);
  return new Set([
    ...productionNames(templates.join('\n')),
    ...clusters.flatMap((cluster) => services.map((service) => `service/${cluster}/${service}`)),
  ]);
}

describe('runbooks of alarms', () => {
  test.each(ENVIRONMENTS)('D4: every alarm of %s leads to a section that is there', (environment) => {
    const alarms = linkedAlarms(environment);
    expect(alarms.length).toBeGreaterThan(30);
    const there = new Set(sections.map(({ file, name }) => `${file}#${name}`));
    const lost = alarms.filter(({ file, section }) => !there.has(`${file}#${section}`));
    expect(lost).toEqual([]);
  });

  test('D4: an alarm leads to the section of its own name, a condition to that of the alarm it is part of', () => {
    for (const environment of ENVIRONMENTS) {
      const prefix = `holdfast-${environment}-`;
      const composites = propertiesOfAll(assembly(environment), 'AWS::CloudWatch::CompositeAlarm').map(
        ({ AlarmName }) => AlarmName,
      );
      for (const { name, section } of linkedAlarms(environment)) {
        if (name.startsWith(`${prefix}slo-`)) expect(composites).toContain(`${prefix}${section}`);
        else expect(name).toBe(`${prefix}${section}`);
      }
    }
  });

  test('D4: every section has an alarm in production, and none stands twice', () => {
    const alarmed = new Set(linkedAlarms('production').map(({ file, section }) => `${file}#${section}`));
    const written = sections.map(({ file, name }) => `${file}#${name}`);
    expect(written.filter((section) => !alarmed.has(section))).toEqual([]);
    expect(new Set(written).size).toBe(written.length);
  });

  test('D4: every section says what it means, what users notice, and what to do, in this order', () => {
    for (const { name, text } of sections) {
      const labels = [...text.matchAll(/^\*\*([^*]+?)\.?\*\*/gm)].map(([, label]) => label);
      expect({ name, labels }).toEqual({ name, labels: PARTS });
      const [, investigate = '', resolve = ''] = text.split(/^\*\*(?:Investigate|Resolve)\*\*.*$/m);
      for (const steps of [investigate, resolve]) expect(steps).toMatch(/^\n+1\. /);
    }
  });

  test('D4: every name of production that a runbook mentions is one that the templates give', () => {
    const exist = namesThatExist();
    const mentioned = runbookFiles().flatMap((file) =>
      [...productionNames(readRunbook(file))].map((name) => ({ file, name })),
    );
    expect(mentioned.length).toBeGreaterThan(30);
    expect(mentioned.filter(({ name }) => !exist.has(name))).toEqual([]);
  });
});
