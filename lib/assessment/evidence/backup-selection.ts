import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, isRecord, referencesIn, type Value } from '../read/value.ts';
import { resourceArn } from './arn.ts';
import { tagsOf } from './tags.ts';

const RESOURCES = 'BackupSelection.Resources';
const LIST_OF_TAGS = 'BackupSelection.ListOfTags';
const CONDITIONS = 'BackupSelection.Conditions';

/**
 * Whether a backup selection covers a resource, and by which property: its ARN or a pattern of it, one of the listed
 * tags, or conditions on its tags, all of which must hold. An unresolved tag never counts as a match.
 *
 * @returns the property path inside the selection; undefined when the resource is not selected
 */
export function selectedBy(
  selection: Resource,
  resource: Resource,
  graph: ResourceGraph,
): string | undefined {
  const arn = resourceArn(resource);
  const names = (value: Value) =>
    (typeof value === 'string' && matches(value, arn)) ||
    referencesIn(value).some((reference) => graph.at(reference) === resource);
  if (asList(property(selection, 'BackupSelection.NotResources')).some(names)) return undefined;
  const conditions = property(selection, CONDITIONS);
  if (conditions !== undefined && !allHold(conditions, resource)) return undefined;
  const listed = asList(property(selection, RESOURCES));
  if (listed.some(names)) return RESOURCES;
  const wanted = asList(property(selection, LIST_OF_TAGS)).filter(isRecord);
  const tags = tagsOf(resource);
  if (wanted.some((tag) => equals(tags.get(keyOf(tag)), tag.ConditionValue))) return LIST_OF_TAGS;
  // Conditions without a list of resources or tags apply to everything.
  return conditions !== undefined && listed.length === 0 && wanted.length === 0 ? CONDITIONS : undefined;
}

type Test = (tag: Value, wanted: Value) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringLike: like,
  // A resource without the tag is not equal to it; one whose tag is unresolved might be.
  StringNotEquals: (tag, wanted) => tag === undefined || (typeof tag === 'string' && !equals(tag, wanted)),
  StringNotLike: (tag, wanted) => tag === undefined || (typeof tag === 'string' && !like(tag, wanted)),
};

function allHold(conditions: Value, resource: Resource): boolean {
  if (!isRecord(conditions)) return false;
  const tags = tagsOf(resource);
  return Object.entries(conditions).every(([operator, wanted]) => {
    const test = TESTS[operator];
    return (
      test !== undefined &&
      Array.isArray(wanted) &&
      wanted.every((one) => isRecord(one) && test(tags.get(keyOf(one)), one.ConditionValue))
    );
  });
}

function keyOf(condition: Record<string, Value>): string {
  return String(condition.ConditionKey).replace(/^aws:ResourceTag\//, '');
}

function equals(tag: Value, wanted: Value): boolean {
  return typeof tag === 'string' && tag === wanted;
}

function like(tag: Value, wanted: Value): boolean {
  return typeof tag === 'string' && typeof wanted === 'string' && matches(wanted, tag);
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`).test(text);
}
