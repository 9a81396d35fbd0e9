import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const BASE = 'DistributionConfig';
/** Kinds whose data visitors may change. */
const STORE = /^(rds-(instance|cluster)|dynamodb|documentdb|neptune|memorydb)/;
/** CloudFront takes GET and HEAD, these with OPTIONS, or all seven. */
const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/**
 * S3: a distribution before a system of record lets a request that writes through. A behaviour without AllowedMethods
 * takes GET and HEAD alone, and an origin group cannot take a POST at all, so one behaviour has to name an origin.
 */
export const writePath: Check = (_context, components) => {
  if (!components.some(({ kind }) => STORE.test(kind))) return [];
  return components
    .filter(({ kind, resource }) => kind === 'cloudfront-distribution' && hasOwnOrigin(resource))
    .filter(({ resource }) => !behavioursOf(resource).some((one) => writes(one, resource)))
    .map(
      ({ id, name, resource }): Finding => ({
        rule: 'write-path',
        severity: 'warning',
        disruptions: ['process'],
        criteria: ['S3'],
        component: id,
        message: `No behaviour of ${name} lets POST through to an origin, so no visitor can write.`,
        mends: [
          mend(resource, `${BASE}.CacheBehaviors`, 'Allow all methods in a behaviour that names an origin'),
        ],
      }),
    );
};

/** An origin that runs something; a bucket takes no writes of visitors. */
function hasOwnOrigin(distribution: Resource): boolean {
  return asList(property(distribution, `${BASE}.Origins`)).some(
    (origin) => isRecord(origin) && origin.CustomOriginConfig !== undefined,
  );
}

function behavioursOf(distribution: Resource): Value[] {
  return [
    property(distribution, `${BASE}.DefaultCacheBehavior`),
    ...asList(property(distribution, `${BASE}.CacheBehaviors`)),
  ];
}

/** What cannot be resolved may write. */
function writes(behaviour: Value, distribution: Resource): boolean {
  if (!isRecord(behaviour)) return behaviour !== undefined;
  const { AllowedMethods: methods, TargetOriginId: target } = behaviour;
  const groups = asList(property(distribution, `${BASE}.OriginGroups.Items`));
  if (groups.some((group) => isRecord(group) && group.Id === target)) return false;
  return Array.isArray(methods) ? ALL.every((one) => methods.includes(one)) : methods !== undefined;
}
