import { createHash, randomUUID } from 'node:crypto';
import { type Answer, json } from '../answer.ts';
import type { PeerRequest, Service } from '../peer.ts';
import { accountRow, odataHeaders, wantedOf } from './account-row.ts';
import { accountPage } from './accounts.ts';
import { unauthorised, webApiError } from './errors.ts';
import { holdAccounts } from './held-accounts.ts';

/** The client that the stand-in's token endpoint takes. */
export const standInClient = { id: 'stand-in-crm-client', secret: 'stand-in-crm-secret' };

/** Seconds that a token is good for, as Microsoft Entra ID says it. */
const tokenSeconds = 3_599;

const accessToken = createHash('sha256').update(standInClient.secret).digest('base64url');

const accountPath = /^\/api\/data\/v9\.2\/accounts\(([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\)$/i;
const accountsPath = '/api/data/v9.2/accounts';
const tokenPath = /^\/[\w-]+\/oauth2\/v2\.0\/token$/;

/** Dynamics 365's Web API for accounts, one or those that changed, and the token endpoint of Microsoft Entra ID. */
export const dynamics: Service = {
  name: 'Dynamics 365',
  failure: webApiError,
  hold: holdAccounts,
  answer(request) {
    if (tokenPath.test(request.url.pathname) && request.method === 'POST') {
      return token(new URLSearchParams(request.body));
    }
    if (request.headers.authorization !== `Bearer ${accessToken}`) {
      return unauthorised();
    }
    if (request.url.pathname === accountsPath && request.method === 'GET') {
      return accountPage(request);
    }
    const id = accountPath.exec(request.url.pathname)?.[1];
    return id === undefined || request.method !== 'GET' ? webApiError(404) : account(id, request);
  },
};

function token(form: URLSearchParams): Answer {
  if (form.get('grant_type') !== 'client_credentials') {
    return tokenError('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  }
  if (form.get('client_id') !== standInClient.id || form.get('client_secret') !== standInClient.secret) {
    return tokenError('invalid_client', 7000215, 'Invalid client secret provided.');
  }
  if (!form.get('scope')?.endsWith('/.default')) {
    return tokenError(
      'invalid_scope',
      70011,
      'The provided request must include a scope that ends with /.default.',
    );
  }
  return json(200, {
    token_type: 'Bearer',
    expires_in: tokenSeconds,
    ext_expires_in: tokenSeconds,
    access_token: accessToken,
  });
}

function tokenError(error: string, code: number, description: string): Answer {
  return json(error === 'invalid_client' ? 401 : 400, {
    error,
    error_description: `AADSTS${code}: ${description}`,
    error_codes: [code],
    timestamp: `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`,
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
  });
}

function account(id: string, { url, headers }: PeerRequest): Answer {
  if (id === '00000000-0000-0000-0000-000000000000') {
    return json(404, {
      error: { code: '0x80040217', message: `Entity 'account' With Id = ${id} Does Not Exist` },
    });
  }
  const wanted = wantedOf(url, headers);
  const context = `http://${headers.host}/api/data/v9.2/$metadata#accounts/$entity`;
  return json(200, { '@odata.context': context, ...accountRow(id, wanted) }, odataHeaders(wanted));
}
