import {
  type DBInstance,
  DBInstanceNotFoundFault,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBProxyTargetsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RebootDBInstanceCommand,
  RegisterDBProxyTargetsCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { Clock } from '../../../lambdas/takeover/patience.ts';

/** Seconds that RDS takes for a change here; enough looks in between to see that a step waits. */
const CHANGE_SECONDS = 60;

/**
 * RDS of one region, with one instance that takes its time: what the API emulator, which does everything at once,
 * cannot show. Its answers have the shapes of the API reference. It is its own clock.
 */
export class SlowRegion extends RDSClient implements Clock {
  readonly calls: string[] = [];
  readonly restores: object[] = [];
  readonly proxied = new Set<string>();
  backups: object[] = [];
  /** Thrown by every call while it is set. */
  failure: Error | undefined;
  private time = 0;
  private busy: { until: number; then: Partial<DBInstance> } | undefined;
  private instance: DBInstance | undefined;

  constructor(instance?: DBInstance) {
    super({ region: 'eu-central-1' });
    this.instance = instance;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }

  get seconds(): number {
    return this.time / 1000;
  }

  get state(): DBInstance | undefined {
    if (this.busy && this.instance && this.time >= this.busy.until) {
      this.instance = { ...this.instance, DBInstanceStatus: 'available', ...this.busy.then };
      this.busy = undefined;
    }
    return this.instance;
  }

  /** The instance is in this state for a minute, and then as given. */
  become(status: string, then: Partial<DBInstance> = {}): void {
    this.instance = { ...this.instance, DBInstanceStatus: status };
    this.busy = { until: this.time + CHANGE_SECONDS * 1000, then };
  }

  override send = (async (command: object): Promise<object> => {
    if (this.failure) throw this.failure;
    this.calls.push(command.constructor.name.replace(/Command$/, ''));
    const state = this.state;
    if (command instanceof DescribeDBInstancesCommand) {
      if (state) return { DBInstances: [state] };
      throw new DBInstanceNotFoundFault({ message: 'DBInstance not found.', $metadata: {} });
    }
    if (command instanceof ModifyDBInstanceCommand) {
      const { EnableIAMDatabaseAuthentication: iam, MultiAZ } = command.input;
      this.become('modifying', {
        ...(iam !== undefined && { IAMDatabaseAuthenticationEnabled: iam }),
        ...(MultiAZ !== undefined && { MultiAZ }),
      });
      return {};
    }
    if (command instanceof RebootDBInstanceCommand) {
      this.become('rebooting');
      return {};
    }
    if (command instanceof DescribeDBInstanceAutomatedBackupsCommand) {
      return { DBInstanceAutomatedBackups: this.backups };
    }
    if (command instanceof RestoreDBInstanceToPointInTimeCommand) {
      this.restores.push(command.input);
      this.instance = {};
      this.become('creating', { Endpoint: { Address: 'restored.example' } });
      return {};
    }
    if (command instanceof DescribeDBProxyTargetsCommand) {
      return { Targets: [...this.proxied].map((RdsResourceId) => ({ RdsResourceId })) };
    }
    if (command instanceof RegisterDBProxyTargetsCommand) {
      for (const one of command.input.DBInstanceIdentifiers ?? []) this.proxied.add(one);
      return {};
    }
    throw new Error(`The region does not know ${command.constructor.name}.`);
  }) as RDSClient['send'];
}

/** An instance that serves the app. */
export const SERVING: DBInstance = {
  DBInstanceStatus: 'available',
  IAMDatabaseAuthenticationEnabled: true,
  MultiAZ: true,
  Endpoint: { Address: 'db.example' },
};

/** An error of the network or of the service, as the SDK throws it. */
export function failureOf(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(`${name} of the test`), { name, $metadata: { httpStatusCode } });
}
