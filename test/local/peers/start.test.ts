import path from 'node:path';
import { parseEnv } from 'node:util';
import { crmConfig, modelsConfig } from '../../../app-src/src/config/external-services.ts';
import { ServiceProcess } from '../../services/service-process.ts';
import { waitUntil } from '../../services/wait-until.ts';

describe('the stand-ins together', () => {
  it('run until they are stopped, and print the environment with which the app uses them', async () => {
    const peers = new ServiceProcess({
      command: process.execPath,
      args: [
        path.resolve(import.meta.dirname, '../../../local/peers/start.ts'),
        ...['--azure-openai-port', '0', '--dynamics-port', '0'],
      ],
    });
    try {
      const environment = await waitUntil('the environment', async () =>
        peers.output.includes('CRM_CLIENT_SECRET') ? parseEnv(peers.output) : undefined,
      );
      const models = modelsConfig(environment);
      const crm = crmConfig(environment);
      for (const origin of [models?.primary.endpoint, crm?.url]) {
        expect((await fetch(`${origin}/control`)).status).toBe(200);
      }
    } finally {
      await peers.end('SIGTERM');
    }
    expect((await peers.exited).code).toBe(0);
  });
});
