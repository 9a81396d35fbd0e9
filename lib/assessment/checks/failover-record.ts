import { endpointCheck } from '../evidence/dns.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** D5: a failover name moves by itself only if a health check watches the primary and each answer leads somewhere. */
export const failoverRecord: Check = (context) => {
  const { graph } = context;
  const records = graph
    .ofType('AWS::Route53::RecordSet')
    .filter((record) => property(record, 'Failover') !== undefined);
  return records.flatMap((record): Finding[] => {
    const findings: Finding[] = [];
    const warn = (why: string, at: Resource, path: string, change: string) =>
      findings.push({
        rule: 'failover-record',
        severity: 'warning',
        disruptions: ['region'],
        criteria: ['D5'],
        message: `Record ${record.logicalId} of ${record.stack.region} ${why}.`,
        mends: [mend(at, path, change)],
      });
    const role = String(property(record, 'Failover'));
    const other = role === 'PRIMARY' ? 'SECONDARY' : 'PRIMARY';
    const twin = records.find(
      (one) =>
        property(one, 'Name') === property(record, 'Name') &&
        property(one, 'Type') === property(record, 'Type') &&
        property(one, 'HostedZoneId') === property(record, 'HostedZoneId') &&
        property(one, 'Failover') === other,
    );
    if (!twin)
      warn(
        `has no ${other} counterpart of the same name, type and zone`,
        record,
        'Failover',
        `Add a ${other} record`,
      );
    if (typeof property(record, 'SetIdentifier') !== 'string')
      warn('has no set identifier, so Route 53 refuses it', record, 'SetIdentifier', 'Set SetIdentifier');
    const alias = property(record, 'AliasTarget');
    const literal = property(record, 'ResourceRecords') !== undefined;
    if (alias === undefined && !literal)
      warn('answers with nothing', record, 'AliasTarget', 'Point AliasTarget to a load balancer');
    else if (alias !== undefined) {
      if (graph.named(property(record, 'AliasTarget.DNSName')).length === 0)
        warn(
          'is not shown to lead to a load balancer of the templates',
          record,
          'AliasTarget.DNSName',
          'Refer to the load balancer’s DNSName',
        );
      if (property(record, 'AliasTarget.HostedZoneId') === undefined)
        warn('names no zone for its target', record, 'AliasTarget.HostedZoneId', 'Set HostedZoneId');
      const evaluated = property(record, 'AliasTarget.EvaluateTargetHealth');
      if (asBoolean(evaluated) !== true)
        warn(
          `${evaluated instanceof Unresolved ? 'is not shown to ask' : 'does not ask'} whether its target has a healthy task`,
          record,
          'AliasTarget.EvaluateTargetHealth',
          'Set EvaluateTargetHealth to true',
        );
    }
    if (role === 'PRIMARY') for (const problem of healthCheckProblems(record, context)) warn(...problem);
    return findings;
  });
};

type Problem = [why: string, at: Resource, path: string, change: string];

function healthCheckProblems(record: Resource, { graph }: Parameters<Check>[0]): Problem[] {
  const [decides] = graph.named(property(record, 'HealthCheckId'), 'AWS::Route53::HealthCheck');
  if (!decides)
    return [['is watched by no health check of the templates', record, 'HealthCheckId', 'Set HealthCheckId']];
  const check = endpointCheck(decides, graph);
  if (!check)
    return [
      [
        'is watched by a calculated health check that the endpoint’s failure alone is not shown to turn',
        decides,
        'HealthCheckConfig.HealthThreshold',
        'Let it need all of its children, one of them the check on the region’s own record',
      ],
    ];
  const config = (name: string) => property(check, `HealthCheckConfig.${name}`);
  const problems: Problem[] = [];
  const type = config('Type');
  const port = config('Port');
  if (typeof type !== 'string' || config('Inverted') === true)
    problems.push([
      'is watched by a health check that says healthy when it is not',
      check,
      config('Inverted') === true ? 'HealthCheckConfig.Inverted' : 'HealthCheckConfig.Type',
      'Ask the endpoint over HTTPS and do not invert the answer',
    ]);
  const asksEndpoint = typeof type === 'string' && /^(HTTPS?|TCP)/.test(type);
  const name = config('FullyQualifiedDomainName');
  const known = graph
    .ofType('AWS::Route53::RecordSet')
    .filter((one) => one.stack.region === record.stack.region && property(one, 'Failover') === undefined)
    .map((one) => String(property(one, 'Name')).replace(/\.$/, ''));
  if (
    asksEndpoint &&
    config('IPAddress') === undefined &&
    !(typeof name === 'string' && known.includes(name))
  )
    problems.push([
      'is watched under a name that is no record of its own region, so a fail-over would change what is watched',
      check,
      'HealthCheckConfig.FullyQualifiedDomainName',
      'Ask the region’s own record',
    ]);
  if (asksEndpoint && (port === undefined ? type.startsWith('TCP') : Number(port) < 1))
    problems.push(['is watched on no port', check, 'HealthCheckConfig.Port', 'Set Port']);
  if (typeof type === 'string' && /^HTTPS?/.test(type)) {
    if (typeof config('ResourcePath') !== 'string')
      problems.push([
        'is watched at the root page, which can be served without its stores',
        check,
        'HealthCheckConfig.ResourcePath',
        'Ask the health page',
      ]);
    if (type.startsWith('HTTPS') && config('EnableSNI') === false)
      problems.push([
        'is watched without the server name, which the load balancer’s certificate needs',
        check,
        'HealthCheckConfig.EnableSNI',
        'Set EnableSNI to true',
      ]);
  }
  return problems;
}
