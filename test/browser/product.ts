import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { azureOpenAi, standInApiKey } from '../../local/peers/azure-openai/service.ts';
import { dynamics, standInClient } from '../../local/peers/dynamics/service.ts';
import { type Peer, startPeer } from '../../local/peers/peer.ts';
import { AppServer, environmentFor } from '../app-src/app-server.ts';
import { seed } from '../app-src/queries/seeding.ts';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { launchBrowser } from './browser.ts';
import { devices, type VisitorOptions } from './visitors.ts';

/** The two people of the first team whom the seed knows by name. */
export type Person = 'sales' | 'operator';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Parts {
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly peer: Peer;
  /** `undefined` while the app knows of no CRM. */
  readonly crm: Peer | undefined;
  readonly app: AppServer;
  readonly browser: Browser;
}

export interface ProductOptions {
  /** Whether there is a stand-in for Dynamics 365 as well. @default false */
  readonly crm?: boolean;
}

/** The production build on a seeded PostgreSQL, a Redis and a stand-in for Azure OpenAI, with a real browser in front. */
export class Product {
  /** Where browsers find the app. */
  readonly origin: string;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly #parts: Parts;
  readonly #sessions = new Map<Person, Session>();

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.origin = parts.app.origin;
  }

  static async start(options: ProductOptions = {}): Promise<Product> {
    const [postgres, redis, peer, crm] = await Promise.all([
      Postgres.start(),
      Redis.start(),
      startPeer(azureOpenAi, 0),
      options.crm === true ? startPeer(dynamics, 0) : undefined,
    ]);
    await seed(postgres, ['--small']);
    const app = await AppServer.start({
      ...environmentFor(postgres, redis),
      AZURE_OPENAI_ENDPOINT: peer.origin,
      AZURE_OPENAI_API_KEY: standInApiKey,
      AZURE_OPENAI_DEPLOYMENT: 'writer',
      ...(crm && {
        CRM_URL: crm.origin,
        CRM_TOKEN_URL: `${crm.origin}/stand-in/oauth2/v2.0/token`,
        CRM_CLIENT_ID: standInClient.id,
        CRM_CLIENT_SECRET: standInClient.secret,
      }),
    });
    const product = new Product({ postgres, redis, peer, crm, app, browser: await launchBrowser() });
    await app.becomes('ready');
    return product;
  }

  /** A new page of someone, who is signed in but for a stranger, in a browser of its own. Close its context at the end. */
  async open(
    path: string,
    options: Omit<VisitorOptions, 'origin'> & { readonly as?: Person | 'stranger' } = {},
  ): Promise<Page> {
    const { as = 'sales', device = 'desktop', theme = 'light', language = 'en' } = options;
    const context = await this.#parts.browser.newContext({
      ...devices[device],
      baseURL: this.origin,
      colorScheme: theme,
      locale: language,
      timezoneId: 'Asia/Taipei',
      reducedMotion: 'reduce',
      ...(as !== 'stranger' && { storageState: await this.#session(as) }),
    });
    const page = await context.newPage();
    await page.goto(language === 'en' ? path : `/${language}${path}`);
    return page;
  }

  /** Asks the API as someone would. */
  async ask<Answer>(
    path: string,
    change?: { readonly method: 'POST' | 'PATCH'; readonly body: unknown },
  ): Promise<Answer> {
    const { cookies } = await this.#session('operator');
    const response = await fetch(this.origin + path, {
      method: change?.method ?? 'GET',
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        origin: this.origin,
        'content-type': 'application/json',
      },
      ...(change && { body: JSON.stringify(change.body) }),
    });
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as Answer;
  }

  /** Has the stand-in for Azure OpenAI misbehave from now on; `{}` heals it. */
  async fault(faults: object): Promise<void> {
    await control(this.#parts.peer, faults);
  }

  /** Has the stand-in for Dynamics 365 misbehave from now on; `{}` heals it. */
  async crmFault(faults: object): Promise<void> {
    if (this.#parts.crm === undefined) {
      throw new Error('There is no CRM: start the product with { crm: true }.');
    }
    await control(this.#parts.crm, faults);
  }

  async stop(): Promise<void> {
    const { browser, app, peer, crm, postgres, redis } = this.#parts;
    await browser.close();
    await app.stop();
    await Promise.all([peer.close(), crm?.close(), postgres.remove(), redis.kill()]);
  }

  async #session(person: Person): Promise<Session> {
    const known = this.#sessions.get(person);
    if (known !== undefined) {
      return known;
    }
    const context = await this.#parts.browser.newContext({ baseURL: this.origin });
    const answer = await context.request.post('/api/auth/sign-in/email', {
      data: { email: `${person}@holdfast.example`, password: demoPassword },
      headers: { origin: this.origin },
    });
    if (!answer.ok()) {
      throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
    }
    const session = await context.storageState();
    await context.close();
    this.#sessions.set(person, session);
    return session;
  }
}

async function control(peer: Peer, faults: object): Promise<void> {
  const answer = await fetch(`${peer.origin}/control`, { method: 'PUT', body: JSON.stringify(faults) });
  if (!answer.ok) {
    throw new Error(`The stand-in answered ${answer.status}: ${await answer.text()}`);
  }
}
