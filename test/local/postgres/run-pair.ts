// Runs a pair as a platform does, for tests that kill it: node run-pair.ts PRIMARY-REGION RECOVERY-REGION PORT-A PORT-B
import { PostgresPair } from '../../../local/postgres/pair.ts';
import { Events } from '../../../local/processes/events.ts';

const [primaryRegion = '', recoveryRegion = '', a, b] = process.argv.slice(2);
const events = new Events();
events.follow(({ part, kind, detail }) => console.log(`${part} ${kind} ${detail}`));
const address = {
  point: async (port: number) => console.log(`serving on ${port}`),
  cut: async () => undefined,
};
const pair = new PostgresPair({
  ...{ primaryRegion, recoveryRegion, address, events },
  ports: { 'postgres-a': Number(a), 'postgres-b': Number(b) },
  timing: { probeLimitMilliseconds: 3_000 },
});
await pair.start();
console.log(`password ${pair.access.password}`);
console.log('started');
setInterval(() => undefined, 60_000);
