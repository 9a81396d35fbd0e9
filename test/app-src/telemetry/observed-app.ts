import { type AppEnvironment, AppServer } from '../app-server.ts';
import { publicOrigin, replicaEnvironment, type Stores, startStores } from '../replica-pair.ts';
import { Visitor } from '../visitor.ts';
import { Receiver } from './receiver.ts';

/** What a scraper of the observed app proves itself with. */
export const metricsToken = 'a-token-for-tests-of-at-least-24-characters';

/** The trace that tests ask the app to go on with. */
export const traceId = '0af7651916cd43dd8448eb211c80319c';

/** The production app with real stores and a receiver of its telemetry. Call {@link remove} when done. */
export class ObservedApp {
  readonly stores: Stores;
  readonly receiver: Receiver;
  /** Signed in. */
  readonly visitor = new Visitor();
  #server: AppServer | undefined;

  private constructor(stores: Stores, receiver: Receiver) {
    this.stores = stores;
    this.receiver = receiver;
  }

  static async start(): Promise<ObservedApp> {
    const app = new ObservedApp(await startStores(), await Receiver.start());
    try {
      app.#server = await AppServer.start(app.environment());
      await app.server.becomes('ready');
      await app.visitor.signIn(app.server.origin);
    } catch (error) {
      await app.remove();
      throw error;
    }
    return app;
  }

  get server(): AppServer {
    if (this.#server === undefined) {
      throw new Error('The app has not been started: use ObservedApp.start().');
    }
    return this.#server;
  }

  /** Every trace is recorded and metrics are sent once a second. */
  environment(): AppEnvironment {
    return {
      ...replicaEnvironment(this.stores),
      SHUTDOWN_DRAIN_SECONDS: '0',
      APP_VERSION: 'release-7',
      AWS_REGION: 'eu-west-1',
      OTEL_EXPORTER_OTLP_ENDPOINT: this.receiver.endpoint,
      OTEL_TRACES_SAMPLER_ARG: '1',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      METRICS_TOKEN: metricsToken,
      // Nothing listens there: their circuits are reported all the same.
      CRM_URL: 'http://127.0.0.1:9',
      CRM_TOKEN_URL: 'http://127.0.0.1:9/token',
      CRM_CLIENT_ID: 'client',
      CRM_CLIENT_SECRET: 'a-secret-for-tests',
    };
  }

  scrape(authorization?: string): Promise<Response> {
    return fetch(`${this.server.origin}/api/metrics`, {
      headers: authorization === undefined ? {} : { authorization },
    });
  }

  /** The values of the series of a metric whose labels contain all of `labels`, added up. */
  async series(metric: string, labels: Readonly<Record<string, string>>): Promise<number> {
    const wanted = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    const lines = (await (await this.scrape(`Bearer ${metricsToken}`)).text()).split('\n');
    return lines
      .filter((line) => line.startsWith(`${metric}{`) && wanted.every((label) => line.includes(label)))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Lines of the log as objects. */
  logged(): Record<string, unknown>[] {
    return this.server.process.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Sends what a browser on a phone reports. */
  report(address: string, json: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.server.origin + address, {
      method: 'POST',
      headers: {
        Origin: publicOrigin,
        'Content-Type': 'application/json',
        'User-Agent': 'Mozilla/5.0 (iPhone) Mobile Safari',
        ...headers,
      },
      body: JSON.stringify(json),
    });
  }

  async remove(): Promise<void> {
    await this.#server?.stop();
    this.receiver.close();
    await this.stores.remove();
  }
}
