import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const ARN = /^arn:[\w-]+:rds:([a-z0-9-]+):/;

/** D5: a replica of another region says which, so that RDS can ask that region for the encrypted data. */
export const replicaSource: Check = ({ graph }) =>
  graph.ofType('AWS::RDS::DBInstance').flatMap((replica): Finding[] => {
    const source = property(replica, 'SourceDBInstanceIdentifier');
    const region = typeof source === 'string' ? ARN.exec(source)?.[1] : undefined;
    const said = property(replica, 'SourceRegion');
    if (region === undefined || region === replica.stack.region || said === region) return [];
    if (said !== undefined && typeof said !== 'string') return [];
    return [
      {
        rule: 'replica-source',
        severity: 'warning',
        disruptions: ['region'],
        criteria: ['D5'],
        component: `${replica.stack.name}/${replica.logicalId}`,
        message: `${replica.logicalId} replicates an instance of ${region} and says ${said === undefined ? 'no SourceRegion' : `that its SourceRegion is ${said}`}, which RDS needs to read encrypted data from there.`,
        mends: [mend(replica, 'SourceRegion', `Set SourceRegion to ${region}`)],
      },
    ];
  });
