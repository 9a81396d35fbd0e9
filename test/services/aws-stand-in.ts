import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A shape of the API reference of AWS Backup; times are seconds since 1970. */
export type Shape = Readonly<Record<string, unknown>>;

export interface StoodInVault {
  /** Answer of `DescribeBackupVault`. */
  readonly described: Shape;
  /** `RecoveryPoints` of `ListRecoveryPointsByBackupVault`. */
  readonly points: readonly Shape[];
}

/** An error as the service sends it. */
export interface StoodInError {
  readonly status: number;
  readonly name: string;
}

/**
 * One region, as far as the verifiers ask it for what moto cannot answer: moto gives 404 for recovery points and copy
 * jobs of AWS Backup, and does not replicate the automated backups of RDS. The shapes are those of the API references:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstanceAutomatedBackups.html
 */
export class AwsStandIn {
  readonly vaults = new Map<string, StoodInVault>();
  copyJobs: readonly Shape[] = [];
  /** Answers of `DescribeRestoreJob`, by id. */
  readonly restoreJobs = new Map<string, Shape>();
  /** What `PutRestoreValidationResult` was told, by id of the job. */
  readonly validations = new Map<string, Shape>();
  /** Automated backups of RDS that are replicated to the region. */
  replicatedBackup: { readonly instanceArn: string; readonly latest: Date } | undefined;
  /** Answered instead, when it gives an error for the path. */
  fault: (path: string) => StoodInError | undefined = () => undefined;
  /** Paths asked, with their queries. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<AwsStandIn> {
    const standIn = new AwsStandIn();
    standIn.#server.listen(0, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async remove(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', this.endpoint);
    this.asked.push(request.url ?? '');
    const [, folder, name = '', points] = pathname.split('/');
    const fault = this.fault(pathname);
    const vault = this.vaults.get(decodeURIComponent(name));
    if (fault) refuse(response, fault);
    else if (folder === 'restore-jobs') void this.#restoreJob(request, response, name);
    else if (request.method === 'POST') sendReplicated(response, this.replicatedBackup);
    else if (folder === 'copy-jobs') page(response, 'CopyJobs', this.copyJobs, searchParams);
    else if (!vault) refuse(response, { status: 400, name: 'ResourceNotFoundException' });
    else if (points === 'recovery-points') page(response, 'RecoveryPoints', vault.points, searchParams);
    else send(response, 200, vault.described);
  }

  async #restoreJob(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const job = this.restoreJobs.get(id);
    if (!job) return refuse(response, { status: 400, name: 'ResourceNotFoundException' });
    if (request.method !== 'PUT') return send(response, 200, job);
    const told: Shape = JSON.parse(await text(request));
    this.validations.set(id, told);
    this.restoreJobs.set(id, { ...job, ...told });
    response.writeHead(204).end();
  }
}

function sendReplicated(response: ServerResponse, backup: AwsStandIn['replicatedBackup']): void {
  const backups = backup
    ? `<DBInstanceAutomatedBackup><DBInstanceArn>${backup.instanceArn}</DBInstanceArn><Status>replicating</Status>
       <RestoreWindow><LatestTime>${backup.latest.toISOString()}</LatestTime></RestoreWindow></DBInstanceAutomatedBackup>`
    : '';
  response.writeHead(200, { 'content-type': 'text/xml' }).end(
    `<DescribeDBInstanceAutomatedBackupsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
       <DescribeDBInstanceAutomatedBackupsResult><DBInstanceAutomatedBackups>${backups}</DBInstanceAutomatedBackups>
       </DescribeDBInstanceAutomatedBackupsResult></DescribeDBInstanceAutomatedBackupsResponse>`,
  );
}

/** What was created since, a page at a time. */
function page(response: ServerResponse, field: string, all: readonly Shape[], query: URLSearchParams): void {
  const after = Date.parse(query.get('createdAfter') ?? '') || 0;
  const asked = all.filter(({ CreationDate }) => Number(CreationDate) * 1000 >= after);
  const from = Number(query.get('nextToken') ?? 0);
  const to = from + Math.min(Number(query.get('maxResults') ?? 1000), 1000);
  send(response, 200, {
    [field]: asked.slice(from, to),
    ...(to < asked.length && { NextToken: String(to) }),
  });
}

function refuse(response: ServerResponse, { status, name }: StoodInError): void {
  response.setHeader('x-amzn-errortype', name);
  send(response, status, { message: `${name} of the stand-in` });
}

function send(response: ServerResponse, status: number, body: Shape): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
