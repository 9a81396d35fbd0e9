import { parseArgs } from 'node:util';
import { azureOpenAi, standInApiKey } from './azure-openai/service.ts';
import { dynamics, standInClient } from './dynamics/service.ts';
import { startPeer } from './peer.ts';

const help = `Starts the stand-ins for Azure OpenAI and Dynamics 365 on 127.0.0.1, and prints the app's environment for them.

Options:
  --azure-openai-port N   (4010)
  --dynamics-port N       (4011)
  --help

Each is told how to misbehave at PUT /control; \`node local/peers/dynamics/server.ts --help\` says how.`;

const { values } = parseArgs({
  options: {
    'azure-openai-port': { type: 'string', default: '4010' },
    'dynamics-port': { type: 'string', default: '4011' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(help);
} else {
  const model = await startPeer(azureOpenAi, Number(values['azure-openai-port']));
  const crm = await startPeer(dynamics, Number(values['dynamics-port']));
  const stop = () => void Promise.all([model.close(), crm.close()]);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const environment = {
    AZURE_OPENAI_ENDPOINT: model.origin,
    AZURE_OPENAI_API_KEY: standInApiKey,
    AZURE_OPENAI_DEPLOYMENT: 'gpt-4o',
    AZURE_OPENAI_FALLBACK_DEPLOYMENT: 'gpt-4o-mini',
    CRM_URL: crm.origin,
    CRM_TOKEN_URL: `${crm.origin}/stand-in/oauth2/v2.0/token`,
    CRM_CLIENT_ID: standInClient.id,
    CRM_CLIENT_SECRET: standInClient.secret,
  };
  for (const [name, value] of Object.entries(environment)) {
    console.log(`${name}=${value}`);
  }
}
