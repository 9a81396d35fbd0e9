/** Random numbers that a seed repeats (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const FUNCTIONS = [
  'Ref',
  'Condition',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::If',
  'Fn::FindInMap',
  'Fn::GetAZs',
  'Fn::ImportValue',
  'Fn::GetStackOutput',
  'Fn::Length',
  'Fn::ToJsonString',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::Transform',
  'Fn::Equals',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
  'Fn::ForEach::Loop',
  'Fn::Nonsense',
];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'Resources',
  'Type',
  'Properties',
  'Outputs',
  'Parameters',
  'Default',
  'Conditions',
  'DeletionPolicy',
  'Metadata',
  '',
  'A',
  'B',
  'Value',
  'Export',
  'Name',
  'Parameters',
  'Globals',
];
const WORDS = [
  '',
  'A',
  'B',
  'AWS::NoValue',
  'AWS::Region',
  '${A}',
  '${A.B}',
  '${',
  '${!A}',
  'constructor',
  '__proto__',
  '-1',
  '1e999',
  'AWS::Serverless::Function',
  'AWS::CloudFormation::Stack',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'CommaDelimitedList',
  'List<Number>',
  'Number',
  '{{resolve:ssm:x}}',
  'a,b,c',
  '\u0000',
  '\ud800',
  'true',
];
const SCRAPS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\n',
  '&a ',
  '*a',
  '!Ref ',
  '!Sub ',
  '!GetAtt ',
  '!If ',
  '<<: ',
  '- ',
  '? ',
  '|',
  '>',
  '\t',
  '#',
  '%',
  '---\n',
  '...\n',
  '\\',
  '\u0000',
  '__proto__: 1\n',
  '!!binary ',
  '!!set ',
  '.inf',
  '2010-09-09',
  "'",
  '@',
];

/** Some value that a template could hold where it should not. */
export function anyValue(random: Random, depth = 0): unknown {
  const roll = random();
  if (roll < 0.25 || depth > 4) return pick(random, WORDS);
  if (roll < 0.35) return pick(random, [0, -1, 1.5, 1e308, true, false, null]);
  const size = Math.floor(random() * 4);
  const inner = () => anyValue(random, depth + 1);
  if (roll < 0.55) return Array.from({ length: size }, inner);
  if (roll < 0.85) return { [pick(random, FUNCTIONS)]: inner() };
  return Object.fromEntries(Array.from({ length: size }, () => [pick(random, KEYS), inner()]));
}

/** Replaces, removes, repeats, moves or wraps one part of a structure. */
export function mutateStructure(value: unknown, random: Random): unknown {
  const whole = { root: structuredClone(value) };
  const places: [Record<string, unknown>, string][] = [];
  const visit = (container: Record<string, unknown>) => {
    for (const key of Object.keys(container)) {
      places.push([container, key]);
      const inner = container[key];
      if (typeof inner === 'object' && inner !== null) visit(inner as Record<string, unknown>);
    }
  };
  visit(whole);
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) {
    const [container, key] = pick(random, places);
    const [other, otherKey] = pick(random, places);
    const roll = random();
    let next: unknown;
    if (roll < 0.35) next = anyValue(random);
    else if (roll < 0.5) next = { [pick(random, FUNCTIONS)]: container[key] };
    else if (roll < 0.6) next = [container[key], container[key]];
    else if (roll < 0.8) next = structuredClone(other[otherKey]);
    else if (roll < 0.9) {
      delete container[key];
      continue;
    } else {
      if (!Array.isArray(container)) define(container, pick(random, KEYS), anyValue(random));
      continue;
    }
    define(container, key, next);
  }
  return whole.root;
}

/** Sets also `__proto__` as a key of its own, which assignment would not. */
function define(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Cuts, repeats, overwrites or inserts parts of a text. */
export function mutateText(text: string, random: Random): string {
  let result = text;
  const times = 1 + Math.floor(random() * 5);
  for (let time = 0; time < times; time += 1) {
    const at = Math.floor(random() * result.length);
    const length = Math.floor(random() ** 4 * Math.min(400, result.length));
    const roll = random();
    if (roll < 0.1) result = result.slice(0, at);
    else if (roll < 0.3) result = result.slice(0, at) + result.slice(at + length);
    else if (roll < 0.5)
      result = result.slice(0, at) + result.slice(at, at + length).repeat(2) + result.slice(at + length);
    else if (roll < 0.9)
      result = result.slice(0, at) + pick(random, SCRAPS) + result.slice(at + (random() < 0.5 ? 1 : 0));
    else
      result =
        result.slice(0, at) + pick(random, SCRAPS).repeat(Math.floor(random() * 300)) + result.slice(at);
  }
  return result;
}
