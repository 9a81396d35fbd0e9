import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { FACTS, fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, isRecord, referencesIn, textsIn } from '../read/value.ts';
import { regionDecision } from '../routes/region.ts';
import { assumed, blocked, estimate, known, mend, nothing, unknown, unrecoverable } from '../terms.ts';

/** An S3 bucket: a system of record unless the templates show that it only receives logs. */
export const s3Bucket: ComponentKind = {
  kind: 's3-bucket',
  types: ['AWS::S3::Bucket'],
  recognise: (bucket, context) => ({
    name: `bucket ${bucket.logicalId}`,
    state: receivesLogs(bucket, context.graph) ? 'none' : 'system of record',
  }),
  routes: (bucket, disruption, context) =>
    receivesLogs(bucket, context.graph) ? 'untouched' : ROUTES[disruption](bucket, context),
  serviceLevel: () => ({ percent: FACTS['sla.s3'].value, origin: fact('sla.s3') }),
};

/** Properties by which other resources send their logs to a bucket. */
const LOG_TARGETS: Record<string, readonly string[]> = {
  'AWS::S3::Bucket': ['LoggingConfiguration'],
  'AWS::CloudFront::Distribution': ['DistributionConfig.Logging'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['LoadBalancerAttributes'],
  'AWS::EC2::FlowLog': ['LogDestination'],
  'AWS::Logs::DeliveryDestination': ['DestinationResourceArn'],
  'AWS::WAFv2::LoggingConfiguration': ['LogDestinationConfigs'],
};

function receivesLogs(bucket: Resource, graph: ResourceGraph): boolean {
  const name = property(bucket, 'BucketName');
  return Object.entries(LOG_TARGETS).some(([type, paths]) =>
    graph.ofType(type).some((sender) =>
      paths.some((path) => {
        const target = property(sender, path);
        if (referencesIn(target).some((reference) => graph.at(reference) === bucket)) return true;
        return (
          typeof name === 'string' &&
          textsIn(target).some((text) => text === name || text.startsWith(`${name}.s3`))
        );
      }),
    ),
  );
}

const kept = (bucket: Resource): Estimate =>
  estimate(nothing('Objects are in three or more zones', fact('s3.zones'), attributeOrigin(bucket, 'Type')));

const ROUTES: Record<
  Disruption,
  (bucket: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  zone: (bucket) => [
    {
      id: 's3.zones',
      name: 'serve from the other zones',
      rto: kept(bucket),
      rpo: kept(bucket),
      proof: [attributeOrigin(bucket, 'Type')],
    },
  ],
  region: (bucket, context) => [replica(bucket, context)],
  corruption: (bucket, context) => [earlierVersion(bucket, context, 'corruption.detect')],
  deletion: (bucket, context) => [earlierVersion(bucket, context, 'deletion.detect')],
  compromise: (bucket) => [
    blocked(
      's3.other-account',
      'use a locked copy in another account',
      unrecoverable(
        'No copy in another account is modelled for this bucket.',
        mend(bucket, 'ReplicationConfiguration', 'Replicate the bucket to another account, with object lock'),
      ),
    ),
  ],
};

function replica(bucket: Resource, context: ModelContext): Route {
  const [id, name, path] = [
    's3.replica',
    'use the replicated bucket in the recovery region',
    'ReplicationConfiguration.Rules',
  ];
  const rules = asList(property(bucket, path)).filter(isRecord);
  const proof = [originOf(bucket, path)];
  if (rules.length === 0) {
    return blocked(
      id,
      name,
      unrecoverable(
        'The bucket is not replicated to another region.',
        mend(bucket, 'ReplicationConfiguration', 'Replicate the bucket to the recovery region'),
      ),
      proof,
    );
  }
  const timed = rules.some(
    (rule) => isRecord(rule.Destination) && isRecord(rule.Destination.ReplicationTime),
  );
  const rto = estimate(...regionDecision(context), assumed(context, 's3.restore', 'recover'));
  const change = mend(bucket, `${path}.0.Destination.ReplicationTime`, 'Switch Replication Time Control on');
  return {
    id,
    name,
    rto,
    rpo: timed
      ? estimate(known('s3.rtc', 'recover'))
      : unknown('Replication without Time Control has no bound.', change),
    proof,
  };
}

function earlierVersion(
  bucket: Resource,
  context: ModelContext,
  detectedBy: 'corruption.detect' | 'deletion.detect',
): Route {
  const [id, name, path] = [
    's3.versions',
    'bring back the earlier versions of the objects',
    'VersioningConfiguration.Status',
  ];
  const proof = [originOf(bucket, path)];
  if (property(bucket, path) !== 'Enabled') {
    return blocked(
      id,
      name,
      unrecoverable(
        'Overwritten and deleted objects are gone.',
        mend(bucket, path, 'Set VersioningConfiguration.Status to Enabled'),
      ),
      proof,
    );
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, detectedBy, 'detect'), assumed(context, 's3.restore', 'recover')),
    rpo: estimate(nothing('Each version is kept', ...proof)),
    proof,
  };
}
