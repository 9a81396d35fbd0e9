import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const RECORD = 'AWS::Route53::RecordSet';
const TARGET = 'AliasTarget.DNSName';
/** What users reach under a name, and what may stand for it in the recovery region. */
const ENTRIES = [
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGatewayV2::DomainName',
];
/** Properties by which Route 53 chooses among records of one name by itself. */
const ROUTED_BY = ['Failover', 'Region', 'Weight', 'GeoLocation', 'GeoProximityLocation', 'MultiValueAnswer'];

/**
 * D5: the recovery region has an entry of its own, and no name that leads to the lost one moves there by itself. Route 53
 * answers without its control plane and cannot be edited without it, so a record that has to be edited is a missing piece.
 */
export const recoveryDns: Check = (context, components) =>
  components.flatMap(({ id, name, resource }): Finding[] => {
    if (!ENTRIES.includes(resource.type) || resource.stack.region !== context.primaryRegion) return [];
    if (inRecoveryRegion(context, resource.type).length === 0) return [];
    const records = context.graph.referring(resource, RECORD, TARGET);
    const [record] = records;
    if (!record || records.some((one) => follows(one, context) || isOrigin(one, context))) return [];
    return [
      {
        rule: 'recovery-dns',
        severity: 'breach',
        disruptions: ['region'],
        criteria: ['D5'],
        component: id,
        message: `The record ${nameOf(record)} leads to ${name} of ${context.primaryRegion} and to nothing in ${context.recoveryRegion}, so users follow only once somebody edits it.`,
        mends: [
          mend(
            record,
            'Failover',
            `Add a SECONDARY record of the name that leads to ${context.recoveryRegion}`,
          ),
        ],
      },
    ];
  });

/** A record of the same name and type leads to the recovery region, and Route 53 chooses between the two. */
function follows(record: Resource, context: ModelContext): boolean {
  const isRouted = ROUTED_BY.some((path) => property(record, path) !== undefined);
  return (
    isRouted &&
    context.graph
      .holding(String(property(record, 'Name')), RECORD, 'Name')
      .some(
        (other) =>
          property(other, 'Type') === property(record, 'Type') &&
          context.graph
            .named(property(other, TARGET))
            .some(({ stack }) => stack.region === context.recoveryRegion),
      )
  );
}

/** What a distribution asks under the name is for its own routes to say: they know whether it asks elsewhere too. */
function isOrigin(record: Resource, { graph }: ModelContext): boolean {
  const name = nameOf(record);
  return graph.holding(name, 'AWS::CloudFront::Distribution', 'DistributionConfig.Origins').length > 0;
}

function nameOf(record: Resource): string {
  const name = property(record, 'Name');
  return typeof name === 'string' ? name.replace(/\.$/, '') : record.logicalId;
}
