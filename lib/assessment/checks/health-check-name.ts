import { recordsDecidedBy } from '../evidence/dns.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const NAME = 'HealthCheckConfig.FullyQualifiedDomainName';

/** S4: a health check that decides a record asks for a name of the same zone, so the templates have that name. */
export const healthCheckName: Check = ({ graph }) => {
  const records = graph.ofType('AWS::Route53::RecordSet');
  const names = new Set(records.map((record) => bare(property(record, 'Name'))));
  return graph.ofType('AWS::Route53::HealthCheck').flatMap((check): Finding[] => {
    const asked = bare(property(check, NAME));
    if (asked === undefined || names.has(asked)) return [];
    const decided = recordsDecidedBy(check, graph);
    const sameZone = decided.some((record) => {
      const zone = bare(property(record, 'Name'))?.split('.').slice(1).join('.');
      return zone?.includes('.') && asked.endsWith(`.${zone}`);
    });
    if (!sameZone) return [];
    return [
      {
        rule: 'health-check-name',
        severity: 'warning',
        disruptions: ['process', 'region'],
        criteria: ['S4'],
        message: `${check.logicalId} of ${check.stack.name} asks ${asked}, which no record of the templates has, so it fails whatever state the origin is in.`,
        mends: [mend(check, NAME, 'Ask a name that a record leads to the load balancer')],
      },
    ];
  });
};

function bare(name: unknown): string | undefined {
  return typeof name === 'string' ? name.replace(/\.$/, '').toLowerCase() : undefined;
}
