import { join } from 'node:path';
import { ServiceProcess } from '../../processes/service-process.ts';
import { waitUntil } from '../../processes/wait-until.ts';
import { type LedgerWrite, readLedger } from './ledger-file.ts';
import { type LoadPlan, longPatience } from './load-plan.ts';
import { type LoadRequest, toldSchema } from './told.ts';

/** Milliseconds until all users are signed in. */
const signInLimit = 120_000;

/** Users who ask and write at a constant rate, in a process of their own: what happens to the platform does not slow them down. */
export class SteadyLoad {
  readonly #plan: LoadPlan;
  readonly #process: ServiceProcess;
  readonly #requests: LoadRequest[] = [];
  #begunAt: number | undefined;
  #rest = '';

  private constructor(plan: LoadPlan) {
    this.#plan = plan;
    this.#process = new ServiceProcess({
      command: process.execPath,
      args: [
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, 'generate.ts'),
        JSON.stringify(plan),
      ],
      environment: { NODE_OPTIONS: undefined },
      ownGroup: true,
      onOutput: (chunk) => this.#hear(chunk.toString()),
    });
  }

  /**
   * Resolves when all users are signed in and ask.
   * @throws with what the load said when it cannot begin
   */
  static async begin(plan: LoadPlan): Promise<SteadyLoad> {
    const load = new SteadyLoad(plan);
    const begun = await waitUntil(
      'the users of the drill to sign in',
      async () => load.#begunAt !== undefined || (load.#process.running ? undefined : false),
      signInLimit,
    ).catch(async (error: unknown) => {
      await load.#process.killGroup();
      throw error;
    });
    if (!begun) throw new Error(`The load of the drill cannot begin: ${lastWords(load.#process.output)}`);
    return load;
  }

  /** When the first request was sent, in milliseconds since 1970. */
  get begunAt(): number {
    return this.#begunAt ?? Date.now();
  }

  /** What has been answered or given up so far. */
  get requests(): readonly LoadRequest[] {
    return this.#requests;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** @throws when the process of the load has ended: then nothing that follows would be counted */
  mustRun(): void {
    if (!this.#process.running) {
      throw new Error(
        `The load ended by itself, so the drill shows nothing: ${lastWords(this.#process.output)}`,
      );
    }
  }

  /** Ends the load, and resolves with the ledger when the last answer has come. */
  async end(): Promise<LedgerWrite[]> {
    await this.#process.end('SIGTERM', longPatience);
    return readLedger(this.#plan.ledger);
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    // Node's own words, such as of an error, are not JSON; they are told when the load has ended too early.
    for (const line of lines.filter((one) => one.startsWith('{"'))) {
      const told = toldSchema.parse(JSON.parse(line));
      if ('begunAt' in told) this.#begunAt = told.begunAt;
      else if (this.#begunAt !== undefined) this.#requests.push(told.request);
    }
  }
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-6).join('\n');
}
