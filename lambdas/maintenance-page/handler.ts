import { maintenancePage } from './page.ts';

/** What a function URL returns to CloudFront. */
interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Seconds after which crawlers and clients may come back. */
const RETRY_AFTER = 60;

const RESPONSE: Response = {
  statusCode: 503,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': String(RETRY_AFTER),
  },
  body: maintenancePage(),
};

/** Answers every request alike, whatever its path: the site is away and will be back. */
export async function handler(): Promise<Response> {
  return RESPONSE;
}
