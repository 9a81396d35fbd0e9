import type { CrmConfig } from '../config/app-config.ts';
import type { AccessToken } from './access-token.ts';
import { responseJson } from './response-json.ts';

const labels = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"';

/** Where the tables of the Web API v9.2 are. */
export const webApiPath = '/api/data/v9.2';

/** Reads from the Web API v9.2 of Dynamics 365, with the labels of choices. */
export class WebApi {
  /** The only origin that is ever sent a token. */
  readonly origin: string;
  readonly #token: AccessToken;

  constructor({ url }: Pick<CrmConfig, 'url'>, token: AccessToken) {
    this.origin = new URL(url).origin;
    this.#token = token;
  }

  /**
   * The JSON at a path.
   * @param ask.prefer preferences besides the labels
   * @throws `UpstreamError` for anything but a whole, successful answer
   */
  async get(ask: { readonly path: string; readonly prefer?: string; readonly signal: AbortSignal }) {
    const token = await this.#token.get();
    let response = await this.#fetch(ask, token);
    if (response.status === 401) {
      // The token was revoked before its time: once with a new one.
      await response.text();
      this.#token.forget(token);
      response = await this.#fetch(ask, await this.#token.get());
    }
    return responseJson('The CRM', response);
  }

  async #fetch({ path, prefer, signal }: Parameters<WebApi['get']>[0], token: string): Promise<Response> {
    const url = new URL(path, this.origin);
    if (url.origin !== this.origin) {
      throw new Error('A question to the CRM would leave its origin: a path must begin with one slash.');
    }
    return fetch(url, {
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        prefer: prefer === undefined ? labels : `${labels},${prefer}`,
      },
      redirect: 'error',
      signal,
    });
  }
}
