import type { Drill } from '../drill.ts';

const services = [
  {
    ...{ key: 'azure-openai', service: 'Azure OpenAI' },
    useful: 'a draft is composed from templates and knowledge instead',
  },
  { ...{ key: 'crm', service: 'the CRM' }, useful: 'the last known copy of a customer is told instead' },
] as const;

const outages = [
  { ...{ key: 'slow', what: 'is slow' }, injection: 'takes 8 s for each answer' },
  { ...{ key: 'dead', what: 'is dead' }, injection: 'refuses connections' },
  {
    ...{ key: 'throttled', what: 'refuses requests' },
    injection: 'answers every request with status 429 and Retry-After',
  },
] as const;

const outageDrills: readonly Drill[] = services.flatMap(({ key, service, useful }) =>
  outages.map((outage) => ({
    name: `${key}-${outage.key}`,
    title: `${capital(service)} ${outage.what}`,
    notModelled: `${capital(service)} is no part of the platform: the app does without it.`,
    injection: `The stand-in for ${service} ${outage.injection}.`,
    expected: `Users get useful answers: ${useful}. Nothing else is affected.`,
    verification: `Users go on asking for what needs ${service}, and each answer is checked.`,
    budgets: { rtoSeconds: 0, rpoSeconds: 0 },
  })),
);

/** What the platform depends on misbehaves: services of others, the network, the clock. */
export const surroundingDrills: readonly Drill[] = [
  ...outageDrills,
  {
    ...{ name: 'network-partition', title: 'App and database are apart' },
    notModelled: 'The model counts what is lost, and both sides of a partition are alive.',
    injection: 'For 10 s connections of the app to the database are cut and lead into a void.',
    expected: 'Requests fail quickly and in order until the network is mended; nothing is promoted.',
    verification: 'The same server is the primary as before.',
    budgets: { rtoSeconds: 30, rpoSeconds: 0 },
  },
  {
    ...{ name: 'clock-skew', title: 'A clock is wrong' },
    notModelled: 'The model counts what is lost, and a wrong clock takes nothing away.',
    injection: 'The clock of one replica jumps by five minutes while it serves.',
    expected: 'Nobody notices: sessions stay good, and writes keep their order.',
    verification: 'The ledger is in the order of the database’s clock.',
    budgets: { rtoSeconds: 0, rpoSeconds: 0 },
  },
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
