import type { Disruption } from '../../../../lib/assessment/disruptions.ts';
import type {
  Assessment,
  Component,
  ComponentEstimate,
  Estimate,
  Judged,
  Route,
  Verdict,
} from '../../../../lib/assessment/model.ts';
import { availability, findings } from './fixture/outcomes.ts';
import { assumptions, cache, cdn, DATA, database, replica, service } from './fixture/parts.ts';
import {
  lag,
  logUpload,
  lost,
  noCopy,
  pointInTime,
  promote,
  promoteReplica,
  replaceTask,
  restart,
  restore,
  unknown,
  unknownRestore,
  zero,
} from './fixture/routes.ts';

export { assumptions, component, estimate, property, SLA, service, term } from './fixture/parts.ts';

export function judge(
  estimated: Estimate,
  verdict: Verdict,
  targetSeconds?: number,
  of?: Component,
  route?: Route,
): Judged {
  return {
    estimate: estimated,
    verdict,
    ...(targetSeconds === undefined ? {} : { targetSeconds }),
    ...(of && route ? { limiting: { component: of.id, route: route.id } } : {}),
    path: of ? [of.id, ...(of === service ? [] : [service.id])] : [],
  };
}

function touched(of: Component, disruption: Disruption, ...routes: Route[]): ComponentEstimate {
  const [best] = routes;
  return { component: of.id, disruption, routes, ...(best ? { best } : {}) };
}

const HOUR = 3600;
const RTO = 4 * HOUR;

/** A shop with one fault of every sort: breached, unproven, undeclared and unrecoverable rows beside sound ones. */
export function fixture(changes: Partial<Assessment> = {}): Assessment {
  return {
    schemaVersion: 1,
    subject: { application: 'shop', environment: 'production' },
    verdict: 'breached',
    objectives: { perDisruption: { zone: { rtoSeconds: RTO, rpoSeconds: HOUR } }, availabilityPercent: 99.9 },
    regions: { primary: 'eu-central-1', recovery: 'eu-west-1' },
    components: [service, database, cache, cdn, replica],
    dependencies: [
      { from: service.id, to: database.id, strength: 'hard' },
      { from: service.id, to: cache.id, strength: 'soft' },
      { from: cdn.id, to: service.id, strength: 'hard' },
    ],
    estimates: [
      touched(service, 'process', replaceTask),
      touched(database, 'process'),
      touched(service, 'node', replaceTask),
      touched(service, 'zone', { ...replaceTask, afterDependencies: true }),
      touched(database, 'region', promoteReplica, pointInTime, unknownRestore),
      touched(service, 'region', { ...replaceTask, afterDependencies: true }),
      touched(database, 'corruption', pointInTime, unknownRestore),
      touched(database, 'deletion', unknownRestore),
      touched(database, 'compromise', noCopy),
    ],
    disruptions: [
      {
        disruption: 'process',
        verdict: 'holds',
        rto: judge(restart, 'holds', RTO, service, replaceTask),
        rpo: judge(zero, 'holds', HOUR, database),
      },
      {
        disruption: 'node',
        verdict: 'holds',
        rto: judge(restart, 'holds', RTO, service, replaceTask),
        rpo: judge(zero, 'holds', HOUR),
      },
      {
        disruption: 'zone',
        verdict: 'holds',
        rto: judge(restart, 'holds', RTO, service, replaceTask),
        rpo: judge(zero, 'holds', HOUR),
      },
      {
        disruption: 'region',
        verdict: 'holds',
        rto: judge(promote, 'holds', RTO, database, promoteReplica),
        rpo: judge(lag, 'holds', HOUR, database, promoteReplica),
      },
      {
        disruption: 'corruption',
        verdict: 'breached',
        rto: judge(restore, 'breached', RTO, database, pointInTime),
        rpo: judge(logUpload, 'holds', HOUR, database, pointInTime),
      },
      {
        disruption: 'deletion',
        verdict: 'unproven',
        rto: judge(unknown, 'unproven', RTO, database, unknownRestore),
        rpo: judge(unknown, 'unproven', HOUR, database, unknownRestore),
      },
      {
        disruption: 'compromise',
        verdict: 'undeclared',
        rto: judge(lost, 'undeclared', undefined, database, noCopy),
        rpo: judge(lost, 'undeclared', undefined, database, noCopy),
      },
    ],
    availability,
    findings,
    assumptions: Object.values(assumptions),
    notModelled: [
      { resourceType: 'AWS::SNS::Topic', count: 3 },
      { resourceType: 'AWS::Kinesis::Stream', count: 1 },
    ],
    unresolved: [
      {
        stack: DATA,
        logicalId: database.logicalId,
        path: 'Properties.BackupRetentionPeriod',
        expression: '{"Ref":"Retention"}',
      },
    ],
    stacks: [
      {
        name: DATA,
        account: '111111111111',
        region: 'eu-central-1',
        resources: 41,
        template: `${DATA}.template.json`,
      },
      {
        name: 'Shop-Production-Service',
        account: '111111111111',
        region: 'eu-central-1',
        resources: 63,
        template: 'Shop-Production-Service.template.json',
      },
      {
        name: 'Shop-Production-Recovery',
        account: '111111111111',
        region: 'eu-west-1',
        resources: 57,
        template: 'Shop-Production-Recovery.template.json',
      },
      {
        name: 'Shop-Production-Edge',
        account: '111111111111',
        region: 'us-east-1',
        resources: 12,
        template: 'Shop-Production-Edge.template.json',
      },
    ],
    ...changes,
  };
}
