import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { LoopbackServer } from './loopback-server.ts';

/** A shape of the API reference of AWS Backup; times are seconds since 1970. */
export type Shape = Readonly<Record<string, unknown>>;

/** A database, as far as its backups go. */
export interface StoodInDatabase {
  readonly arn: string;
  readonly status: string;
  /** Until when it can be restored; absent when it cannot be yet. */
  readonly latest?: Date;
}

/**
 * One region, as far as the verifiers ask it for what moto cannot answer: moto gives 404 for recovery points, copy jobs
 * and restore jobs of AWS Backup, it does not replicate the automated backups of RDS, and its databases can always be
 * restored until this moment. The shapes are those of the API references:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstanceAutomatedBackups.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export class AwsStandIn {
  /** `RecoveryPoints` of `ListRecoveryPointsByBackupVault`, by name of the vault. */
  readonly vaults = new Map<string, readonly Shape[]>();
  copyJobs: readonly Shape[] = [];
  /** Answers of `DescribeRestoreJob`, by id. */
  readonly restoreJobs = new Map<string, Shape>();
  /** What `PutRestoreValidationResult` was told, by id of the job. */
  readonly validations = new Map<string, Shape>();
  /** Automated backups of RDS that are replicated to the region, by the instance that they were taken of. */
  replicatedBackups: readonly StoodInDatabase[] = [];
  /** The database of the region, when moto's cannot be what a test needs. */
  database: StoodInDatabase | undefined;
  readonly #server = new LoopbackServer((request, response) => this.#answer(request, response));

  static async start(): Promise<AwsStandIn> {
    const standIn = new AwsStandIn();
    await standIn.#server.listen();
    return standIn;
  }

  get endpoint(): string {
    return this.#server.origin;
  }

  remove(): Promise<void> {
    return this.#server.remove();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', this.endpoint);
    const [, folder, name = ''] = pathname.split('/');
    const points = this.vaults.get(decodeURIComponent(name));
    if (folder === 'restore-jobs') void this.#restoreJob(request, response, name);
    else if (request.method === 'POST') void this.#ofRds(request, response);
    else if (folder === 'copy-jobs') page(response, 'CopyJobs', this.copyJobs, searchParams);
    else if (points) page(response, 'RecoveryPoints', points, searchParams);
    else notFound(response);
  }

  async #ofRds(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URLSearchParams(await text(request));
    if (asked.get('Action') === 'DescribeDBInstances') sendDatabase(response, this.database);
    else sendReplicated(response, this.replicatedBackups, asked);
  }

  async #restoreJob(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const job = this.restoreJobs.get(id);
    if (!job) return notFound(response);
    if (request.method !== 'PUT') return send(response, 200, job);
    const told: Shape = JSON.parse(await text(request));
    this.validations.set(id, told);
    this.restoreJobs.set(id, { ...job, ...told });
    response.writeHead(204).end();
  }
}

function sendDatabase(response: ServerResponse, database: StoodInDatabase | undefined): void {
  const found = database
    ? `<DBInstance><DBInstanceArn>${database.arn}</DBInstanceArn><DBInstanceStatus>${database.status}</DBInstanceStatus>
       ${time('LatestRestorableTime', database.latest)}</DBInstance>`
    : '';
  sendXml(response, 'DescribeDBInstances', `<DBInstances>${found}</DBInstances>`);
}

/** As the reference has it: the parameter names existing instances alone, and the source is none of this region. */
function sendReplicated(
  response: ServerResponse,
  all: readonly StoodInDatabase[],
  asked: URLSearchParams,
): void {
  if (asked.has('DBInstanceIdentifier')) {
    const code = 'DBInstanceAutomatedBackupNotFound';
    response
      .writeHead(404, { 'content-type': 'text/xml' })
      .end(`<ErrorResponse xmlns="${RDS}"><Error><Code>${code}</Code></Error></ErrorResponse>`);
    return;
  }
  const name = asked.get('Filters.Filter.1.Values.Value.1');
  const backups = all
    .filter(({ arn }) => arn.endsWith(`:db:${name}`))
    .map(
      ({ arn, status, latest }) =>
        `<DBInstanceAutomatedBackup><DBInstanceArn>${arn}</DBInstanceArn><Status>${status}</Status>
         <RestoreWindow>${time('LatestTime', latest)}</RestoreWindow></DBInstanceAutomatedBackup>`,
    );
  const list = `<DBInstanceAutomatedBackups>${backups.join('')}</DBInstanceAutomatedBackups>`;
  sendXml(response, 'DescribeDBInstanceAutomatedBackups', list);
}

const RDS = 'http://rds.amazonaws.com/doc/2014-10-31/';

function time(name: string, date: Date | undefined): string {
  return date ? `<${name}>${date.toISOString()}</${name}>` : '';
}

function sendXml(response: ServerResponse, action: string, result: string): void {
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<${action}Response xmlns="${RDS}"><${action}Result>${result}</${action}Result></${action}Response>`,
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

function notFound(response: ServerResponse): void {
  response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
  send(response, 400, { message: 'ResourceNotFoundException of the test' });
}

function send(response: ServerResponse, status: number, body: Shape): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
