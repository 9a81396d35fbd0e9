import { type Answer, json } from '../answer.ts';

/** Codes and messages of the Dynamics 365 Web API (Microsoft Dataverse, "Service protection API limits" and "Compose HTTP requests and handle errors"). */
const known: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['0x80060888', 'The request is not a valid OData query.'],
  404: ['0x80060888', 'Resource not found for the segment.'],
  429: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
  500: ['0x80040216', 'An unexpected error occurred.'],
  503: ['0x8005F103', 'The server is busy and the request was not completed. Try again later.'],
};

/** An error answer of the Web API. */
export function webApiError(status: number, retryAfterSeconds?: number): Answer {
  const [code, message] = known[status] ?? ['0x80040216', 'An unexpected error occurred.'];
  return json(
    status,
    { error: { code, message } },
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

/** The Web API's answer to a request without a token that it takes: no body, and where to get one. */
export function unauthorised(): Answer {
  const challenge =
    'Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize, resource_id=https://crm.example/';
  return { status: 401, headers: { 'www-authenticate': challenge, 'content-length': '0' }, chunks: [] };
}
