import {
  type DBInstance,
  type DBInstanceAutomatedBackup,
  DBInstanceAutomatedBackupNotFoundFault,
  DBInstanceNotFoundFault,
  DescribeDBInstanceAutomatedBackupsCommand,
  type DescribeDBInstanceAutomatedBackupsMessage,
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
 * RDS of one region, with one instance that takes its time: what moto, which does everything at once and restores from
 * no replicated backup, cannot show. Its answers have the shapes of the API reference. It is its own clock.
 */
export class SlowRegion extends RDSClient implements Clock {
  readonly calls: string[] = [];
  readonly restores: object[] = [];
  readonly proxied = new Set<string>();
  backups: DBInstanceAutomatedBackup[] = [];
  private failing: { readonly error: Error; readonly until: number } | undefined;
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

  /** Every call fails from now on. */
  fail(error: Error, forSeconds = Number.POSITIVE_INFINITY): void {
    this.failing = { error, until: this.time + forSeconds * 1000 };
  }

  override send = (async (command: object): Promise<object> => {
    this.calls.push(command.constructor.name.replace(/Command$/, ''));
    if (this.failing && this.time < this.failing.until) throw this.failing.error;
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
      return this.backupsOf(command.input);
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

  /** The parameter names existing instances alone, and no source of replicated backups exists here; a filter finds all. */
  private backupsOf({
    DBInstanceIdentifier,
    Filters,
    Marker,
  }: DescribeDBInstanceAutomatedBackupsMessage): object {
    if (DBInstanceIdentifier !== undefined) {
      throw new DBInstanceAutomatedBackupNotFoundFault({ message: 'No such backup.', $metadata: {} });
    }
    const wanted = Filters?.find(({ Name }) => Name === 'db-instance-id')?.Values ?? [];
    const found = this.backups.filter(({ DBInstanceArn = '' }) =>
      wanted.some((name) => DBInstanceArn.endsWith(`:db:${name}`)),
    );
    const to = Number(Marker ?? 0) + PAGE;
    return {
      DBInstanceAutomatedBackups: found.slice(to - PAGE, to),
      ...(to < found.length && { Marker: String(to) }),
    };
  }
}

/** Backups in one answer: fewer than RDS gives, so that few fill several. */
const PAGE = 2;

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
