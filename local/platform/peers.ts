import { resolve } from 'node:path';
import { standInApiKey } from '../peers/azure-openai/service.ts';
import { standInClient } from '../peers/dynamics/service.ts';
import type { Events } from '../processes/events.ts';
import type { PartLog } from '../processes/part-log.ts';
import { Supervised } from '../processes/supervised.ts';

/** The ports of the two stand-ins. */
export interface PeerPorts {
  readonly 'azure-openai': number;
  readonly dynamics: number;
}

/** Node's flag for TypeScript, quietly. */
const nodeFlags = ['--disable-warning=ExperimentalWarning'];

/** The stand-ins for Azure OpenAI and Dynamics 365, each a process of its own, so that each can be killed and hung. */
export function peerParts(
  ports: PeerPorts,
  { logOf, events }: { readonly logOf: (part: string) => PartLog; readonly events: Events },
): readonly Supervised[] {
  return (['azure-openai', 'dynamics'] as const).map((name) => {
    const port = ports[name];
    return new Supervised({
      name,
      role: 'stand-in',
      port,
      log: logOf(name),
      events,
      launch: () => ({
        command: process.execPath,
        args: [
          ...nodeFlags,
          resolve(import.meta.dirname, `../peers/${name}/server.ts`),
          '--port',
          String(port),
        ],
        environment: { NODE_OPTIONS: undefined },
      }),
      check: async (signal) => {
        const { status } = await fetch(`http://127.0.0.1:${port}/control`, { signal });
        if (status !== 200) throw new Error(`its control answers ${status}`);
      },
    });
  });
}

/** What the app is told of the stand-ins. */
export function peerEnvironment(ports: PeerPorts): Readonly<Record<string, string>> {
  const crm = `http://127.0.0.1:${ports.dynamics}`;
  return {
    AZURE_OPENAI_ENDPOINT: `http://127.0.0.1:${ports['azure-openai']}`,
    AZURE_OPENAI_API_KEY: standInApiKey,
    AZURE_OPENAI_DEPLOYMENT: 'gpt-4o',
    AZURE_OPENAI_FALLBACK_DEPLOYMENT: 'gpt-4o-mini',
    CRM_URL: crm,
    CRM_TOKEN_URL: `${crm}/stand-in/oauth2/v2.0/token`,
    CRM_CLIENT_ID: standInClient.id,
    CRM_CLIENT_SECRET: standInClient.secret,
  };
}
