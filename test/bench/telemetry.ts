import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { step } from '../../bin/setup/progress.mjs';
import { type AppEnvironment, AppServer } from '../app-src/app-server.ts';
import { replicaEnvironment, startStores } from '../app-src/replica-pair.ts';
import { Receiver } from '../app-src/telemetry/receiver.ts';
import { Visitor } from '../app-src/visitor.ts';
import { failures, LoadLoop, percentile } from '../load-loop.ts';
import { medianRatio, spread } from './statistics.ts';

/** Milliseconds of load in one turn of a variant. */
const turnMilliseconds = 4_000;

const clients = 16;

/** Processor time that Linux accounts in one tick, in milliseconds: 100 ticks a second on every platform that Node.js runs on. */
const tickMilliseconds = 10;

interface Turn {
  readonly requestsPerSecond: number;
  readonly p95Milliseconds: number;
  /** Processor time of the app for one request, which other work on the machine disturbs least. */
  readonly processorMilliseconds: number;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '6' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds ${values.rounds} must be a whole number of at least 1, for example --rounds 6.`);
  process.exit(2);
}
await main();

/** Loads the same build with its telemetry off, on, and recording every trace, in turns, forwards and backwards. */
async function main(): Promise<void> {
  const [stores, receiver] = [await startStores(), await Receiver.start()];
  const environment = replicaEnvironment(stores);
  const sending = { ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
  const variants: readonly { readonly name: string; readonly environment: AppEnvironment }[] = [
    { name: 'off', environment: { ...environment, OTEL_SDK_DISABLED: 'true' } },
    { name: 'on, 1 trace in 20', environment: sending },
    { name: 'on, every trace', environment: { ...sending, OTEL_TRACES_SAMPLER_ARG: '1' } },
  ];
  const servers: AppServer[] = [];
  try {
    for (const variant of variants) {
      servers.push(await AppServer.start(variant.environment));
    }
    const visitor = new Visitor();
    await visitor.signIn(servers[0]?.origin ?? '');
    for (const server of servers) {
      await turn(server, visitor);
    }
    const turns: Turn[][] = servers.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      const progress = step(`Round ${round + 1} of ${rounds}`);
      const order = [...servers.keys()];
      for (const index of round % 2 === 0 ? order : order.reverse()) {
        turns[index]?.push(await turn(servers[index] as AppServer, visitor));
      }
      progress.done();
    }
    report(
      variants.map(({ name }) => name),
      turns,
    );
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    receiver.close();
    await stores.remove();
  }
}

async function turn(server: AppServer, { headers }: Visitor): Promise<Turn> {
  const before = await processorMilliseconds(server);
  const load = new LoadLoop({
    origin: server.origin,
    clients,
    requests: [
      { method: 'GET', address: '/' },
      { method: 'GET', address: '/api/me', headers },
      { method: 'GET', address: '/api/proposals', headers },
      { method: 'GET', address: '/api/dashboard', headers },
    ],
  });
  await new Promise((resolve) => setTimeout(resolve, turnMilliseconds));
  const outcomes = await load.stop();
  if (failures(outcomes).length > 0) {
    throw new Error(
      `${failures(outcomes).length} of ${outcomes.length} requests failed; nothing was measured.`,
    );
  }
  return {
    requestsPerSecond: outcomes.length / (turnMilliseconds / 1_000),
    p95Milliseconds: percentile(outcomes, 0.95),
    processorMilliseconds: ((await processorMilliseconds(server)) - before) / outcomes.length,
  };
}

/** Processor time of a process so far, in user and system mode (proc_pid_stat(5), fields 14 and 15). */
async function processorMilliseconds({ process: { pid } }: AppServer): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
}

function report(names: readonly string[], turns: readonly (readonly Turn[])[]): void {
  const columns = ['requestsPerSecond', 'p95Milliseconds', 'processorMilliseconds'] as const;
  console.log(['telemetry', ...columns].map((cell) => cell.padStart(26)).join(''));
  for (const [index, name] of names.entries()) {
    const cells = columns.map((column) => {
      const [series, base] = [turns[index], turns[0]].map((all) => (all ?? []).map((one) => one[column]));
      const ratio = medianRatio(series ?? [], base ?? []);
      return `${spread(series ?? []).median.toFixed(2)} (x ${ratio.toFixed(3)})`;
    });
    console.log([name, ...cells].map((cell) => cell.padStart(26)).join(''));
  }
}
