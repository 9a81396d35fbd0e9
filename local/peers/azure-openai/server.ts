import { serveFromCommandLine } from '../serve-from-command-line.ts';
import { azureOpenAi, standInApiKey } from './service.ts';

await serveFromCommandLine(
  azureOpenAi,
  `Stands in for Azure OpenAI: chat completions, whole and streamed, of any deployment. It takes the API key "${standInApiKey}".`,
);
