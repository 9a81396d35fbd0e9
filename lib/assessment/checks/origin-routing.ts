import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asBoolean, asList, isRecord, Unresolved, type Value } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const BASE = 'DistributionConfig';
/** Answers of an origin that is there and cannot serve. */
const SERVER_ERRORS = [502, 503, 504];

/** S3: a distribution is on, each of its behaviours has an origin, and its origin groups fail over on server errors. */
export const originRouting: Check = (_context, components) =>
  components
    .filter(({ kind }) => kind === 'cloudfront-distribution')
    .flatMap(({ id, name, resource }) =>
      problemsOf(resource).map(
        ([message, path, change]): Finding => ({
          rule: 'origin-routing',
          severity: 'warning',
          disruptions: ['process', 'zone', 'region'],
          criteria: ['S3'],
          component: id,
          message: `In ${name}, ${message}.`,
          mends: [mend(resource, `${BASE}.${path}`, change)],
        }),
      ),
    );

type Problem = [message: string, path: string, change: string];

function problemsOf(distribution: Resource): Problem[] {
  const problems: Problem[] = [];
  const enabled = property(distribution, `${BASE}.Enabled`);
  if (asBoolean(enabled) !== true)
    problems.push([
      `${enabled instanceof Unresolved ? 'nothing shows that it is' : 'it is not'} switched on`,
      'Enabled',
      'Set Enabled to true',
    ]);
  const origins = idsOf(property(distribution, `${BASE}.Origins`));
  for (const [index, origin] of asList(property(distribution, `${BASE}.Origins`)).entries()) {
    if (isRecord(origin) && origin.DomainName === undefined)
      problems.push([`origin ${index + 1} has no address`, `Origins.${index}.DomainName`, 'Set DomainName']);
  }
  const groups = asList(property(distribution, `${BASE}.OriginGroups.Items`)).filter(isRecord);
  const targets = new Set([...origins, ...idsOf(groups)]);
  const behaviours: [string, Value][] = [
    ['DefaultCacheBehavior', property(distribution, `${BASE}.DefaultCacheBehavior`)],
    ...asList(property(distribution, `${BASE}.CacheBehaviors`)).map((behaviour, index): [string, Value] => [
      `CacheBehaviors.${index}`,
      behaviour,
    ]),
  ];
  for (const [path, behaviour] of behaviours) {
    const target = isRecord(behaviour) ? behaviour.TargetOriginId : undefined;
    if (!targets.has(String(target)))
      problems.push([
        `${path} leads to no origin`,
        `${path}.TargetOriginId`,
        'Name an origin or origin group',
      ]);
  }
  for (const [index, group] of groups.entries()) {
    const path = `OriginGroups.Items.${index}`;
    const members = isRecord(group.Members) ? asList(group.Members.Items).filter(isRecord) : [];
    if (new Set(members.map(({ OriginId }) => String(OriginId)).filter((one) => origins.has(one))).size < 2)
      problems.push([
        `origin group ${index + 1} has no second origin`,
        `${path}.Members`,
        'Name two origins',
      ]);
    const codes = isRecord(group.FailoverCriteria) ? group.FailoverCriteria.StatusCodes : undefined;
    const listed = new Set((isRecord(codes) ? asList(codes.Items) : []).map(Number));
    if (SERVER_ERRORS.some((code) => !listed.has(code)))
      problems.push([
        `origin group ${index + 1} does not fail over on each of ${SERVER_ERRORS.join(', ')}`,
        `${path}.FailoverCriteria`,
        'List the status codes 502, 503 and 504',
      ]);
  }
  return problems;
}

function idsOf(items: Value): Set<string> {
  return new Set(
    asList(items)
      .filter(isRecord)
      .flatMap(({ Id }) => (typeof Id === 'string' ? [Id] : [])),
  );
}
