import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic, regionTopicName, ticketTopicName } from '../../constructs/observability/alarm-topic.ts';
import { BackupAlarms } from '../../constructs/observability/backup-alarms.ts';
import { CacheAlarms } from '../../constructs/observability/cache-alarms.ts';
import { DatabaseAlarms } from '../../constructs/observability/database-alarms.ts';
import { recoveryReplicas } from '../../constructs/recovery/recovery-replicas.ts';
import type { RegionRole } from '../../constructs/service/task-bounds.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface AlarmsStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
}

/**
 * Where a region's alarms are sent, and the alarms on what keeps its data. All metrics are addressed by literal names,
 * so the stack depends on no other and stands before any other.
 */
export class AlarmsStack extends Stack {
  readonly alarmTopic: AlarmTopic;

  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { config, names, role } = props;
    this.alarmTopic = new AlarmTopic(this, 'AlarmTopic', {
      email: config.alarms.email,
      topicName: regionTopicName(names.prefix),
    });
    new AlarmTopic(this, 'TicketTopic', {
      email: config.alarms.ticketEmail ?? config.alarms.email,
      topicName: ticketTopicName(names.prefix),
      key: this.alarmTopic.key,
    });
    const { topic } = this.alarmTopic;
    new DatabaseAlarms(this, 'Database', { config, names, role, topic });
    const replicas = role === 'primary' ? config.cache.replicas : recoveryReplicas(config);
    if (replicas !== undefined) new CacheAlarms(this, 'Cache', { replicas, names, topic });
    new BackupAlarms(this, 'Backup', { names, role, topic });
  }
}
