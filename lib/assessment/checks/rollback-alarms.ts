import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asBoolean, asList } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const ALARMS = 'DeploymentConfiguration.Alarms';

/** A6: the alarms that roll a release back are on, and exist. */
export const rollbackAlarms: Check = (context) =>
  context.graph.ofType('AWS::ECS::Service').flatMap((service): Finding[] => {
    if (property(service, ALARMS) === undefined) return [];
    const known = new Set(
      context.graph
        .ofType('AWS::CloudWatch::Alarm')
        .filter((alarm) => alarm.stack.region === service.stack.region)
        .map((alarm) => property(alarm, 'AlarmName')),
    );
    const names = asList(property(service, `${ALARMS}.AlarmNames`));
    const missing = names.filter((name) => typeof name === 'string' && !known.has(name));
    const off = ['Enable', 'Rollback'].filter(
      (flag) => asBoolean(property(service, `${ALARMS}.${flag}`)) !== true,
    );
    const why = [
      ...off.map((flag) => `${flag} is not true`),
      ...(names.length === 0 ? ['no alarm is named'] : []),
      ...missing.map((name) => `alarm ${String(name)} is not in the templates`),
    ];
    if (why.length === 0) return [];
    return [
      {
        rule: 'rollback-alarms',
        severity: 'warning',
        disruptions: ['corruption'],
        criteria: ['A6'],
        component: `${service.stack.name}/${service.logicalId}`,
        message: `A bad release of ${service.logicalId} in ${service.stack.region} may not be rolled back by its alarms: ${why.join(', ')}.`,
        mends: [mend(service, ALARMS, 'Enable the alarms with rollback, and name alarms of this assembly')],
      },
    ];
  });
