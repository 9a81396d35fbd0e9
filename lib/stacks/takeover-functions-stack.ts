import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { alarmTopicByName, regionTopicName } from '../../constructs/observability/alarm-topic.ts';
import { TakeoverFunctions } from '../../constructs/recovery/takeover/takeover-functions.ts';
import type { RegionRole } from '../../constructs/service/task-bounds.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import type { ServiceStack } from './service-stack.ts';

export interface TakeoverFunctionsStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly keys: RegionKeys;
  /** All of the stack's own region. */
  readonly service: ServiceStack;
  readonly database: DatabaseConnection;
}

/** What a region does by itself when it takes over. */
export class TakeoverFunctionsStack extends Stack {
  constructor(scope: Construct, id: string, props: TakeoverFunctionsStackProps) {
    super(scope, id, props);
    const { config, names, role, keys } = props;
    new TakeoverFunctions(this, 'Takeover', {
      config,
      names,
      role,
      logsKey: keys.logs,
      topic: alarmTopicByName(this, 'AlarmTopic', regionTopicName(names.prefix)),
      loadBalancer: props.service.service.entry.loadBalancer,
      databaseSecurityGroupId: props.database.securityGroup.securityGroupId,
    });
  }
}
