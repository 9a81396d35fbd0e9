import { serveFromCommandLine } from '../serve-from-command-line.ts';
import { dynamics, standInClient } from './service.ts';

await serveFromCommandLine(
  dynamics,
  `Stands in for Dynamics 365: GET /api/data/v9.2/accounts(<id>) of any id, and POST /<tenant>/oauth2/v2.0/token.
It takes the client "${standInClient.id}" with the secret "${standInClient.secret}".`,
);
