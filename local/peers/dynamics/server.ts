import { serveFromCommandLine } from '../serve-from-command-line.ts';
import { dynamics, standInClient } from './service.ts';

await serveFromCommandLine(
  dynamics,
  `Stands in for Dynamics 365: GET /api/data/v9.2/accounts(<id>) of any id, GET /api/data/v9.2/accounts of those that were changed,
and POST /<tenant>/oauth2/v2.0/token. POST /control says which were changed, and in place of those before:
  {"accounts": [{"id": "<id>", "modifiedOn": "2026-01-31T12:00:00Z", "name": "Renamed"}]}
It takes the client "${standInClient.id}" with the secret "${standInClient.secret}".`,
);
