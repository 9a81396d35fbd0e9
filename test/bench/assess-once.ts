import { assess } from '../../lib/assessment/assess.ts';
import { DISRUPTIONS } from '../../lib/assessment/disruptions.ts';
import { readAssembly } from '../../lib/assessment/read/assembly.ts';

/** Reads and assesses the assembly in the folder given, once, as a process of its own; prints what it took as JSON. */
const [folder = '', primaryRegion = '', recoveryRegion] = process.argv.slice(2);
const HOUR = 3600;

const start = performance.now();
const stacks = readAssembly(folder);
const read = performance.now();
const { components, findings } = assess(stacks, {
  application: 'bench',
  environment: 'bench',
  primaryRegion,
  ...(recoveryRegion === undefined ? {} : { recoveryRegion }),
  objectives: {
    availabilityPercent: 99.9,
    perDisruption: Object.fromEntries(
      DISRUPTIONS.map((disruption) => [disruption, { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR }]),
    ),
  },
});
const end = performance.now();
console.log(
  JSON.stringify({
    readSeconds: (read - start) / 1000,
    assessSeconds: (end - read) / 1000,
    peakMebibytes: process.resourceUsage().maxRSS / 1024,
    components: components.length,
    findings: findings.length,
  }),
);
