import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BackupClient, DescribeBackupVaultCommand } from '@aws-sdk/client-backup';
import { answered, ask } from '../../../lambdas/verification/answer.ts';
import { clientOptions } from '../../../lambdas/verification/client-options.ts';
import { freePort } from '../../services/free-port.ts';

const failing = (name: string, status?: number) =>
  ask(async () => {
    throw Object.assign(new Error('why'), { name, $metadata: { httpStatusCode: status } });
  });

/** A client as the verifiers have it, that loses its patience sooner. */
function client(endpoint: string): BackupClient {
  const options = clientOptions('eu-west-1');
  return new BackupClient({
    ...options,
    endpoint,
    maxAttempts: 2,
    requestHandler: { ...options.requestHandler, requestTimeout: 200 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

const describeVault = (endpoint: string) =>
  ask(() => client(endpoint).send(new DescribeBackupVaultCommand({ BackupVaultName: 'vault' })));

describe('an answer', () => {
  test('D3: is what was asked for', async () => {
    expect(await ask(async () => 1)).toEqual(answered(1));
  });

  test.each([
    ['ThrottlingException', 400, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['SlowDown', 503, 'throttled'],
    ['AccessDeniedException', 400, 'denied'],
    ['AccessDenied', 403, 'denied'],
    ['KMSKeyNotAccessibleFault', 400, 'denied'],
    ['ResourceNotFoundException', 400, 'missing'],
    ['DBInstanceNotFoundFault', 404, 'missing'],
    ['DBInstanceAutomatedBackupNotFoundFault', 404, 'missing'],
    ['NoSuchBucket', 404, 'missing'],
    ['ReplicationConfigurationNotFoundError', 404, 'missing'],
    ['ServiceUnavailableException', 500, 'unavailable'],
    ['TimeoutError', undefined, 'unavailable'],
    ['ECONNRESET', undefined, 'unavailable'],
  ])('D3: that is %s with status %p counts as %s, with its reason', async (name, status, state) => {
    expect(await failing(name, status)).toEqual({ state, reason: `${name}: why` });
  });

  test('D3: is unavailable when the connection ended without one, also in an error that the SDK wraps', async () => {
    const wrapped = new Error('AWS SDK error wrapper for TimeoutError: socket hang up');
    expect(
      await ask(async () => {
        throw wrapped;
      }),
    ).toEqual({ state: 'unavailable', reason: `Error: ${wrapped.message}` });
  });

  test('D3: a request that is wrong in itself is no answer of the region, and fails the run', async () => {
    await expect(failing('InvalidParameterValueException', 400)).rejects.toThrow('why');
    await expect(
      ask(async () => {
        throw new TypeError('a mistake of the verifier');
      }),
    ).rejects.toThrow('a mistake of the verifier');
  });
});

describe('a region that does not answer', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('D3: because it hangs is unavailable, and does not use up the time of the function', async () => {
    const { port } = server.address() as AddressInfo;
    expect(await describeVault(`http://127.0.0.1:${port}`)).toMatchObject({ state: 'unavailable' });
  });

  test('D3: because nothing is there is unavailable', async () => {
    expect(await describeVault(`http://127.0.0.1:${await freePort()}`)).toMatchObject({
      state: 'unavailable',
    });
  });
});
