import { environmentNames } from '../../../lib/config/load.ts';
import { STRATEGIES } from '../../../lib/config/platform-config.ts';
import { type Assembly, type AssemblyOptions, readAssembly, synthesize } from '../../assembly.ts';

/** Every environment as it is configured, and production by each strategy: some functions belong to one of them. */
const OPTIONS: readonly AssemblyOptions[] = [
  ...environmentNames().map((environment) => ({ environment })),
  ...STRATEGIES.map((strategy) => ({ context: { strategy } })),
];

/** What stands there, each with a name for tests. */
export const PLATFORMS = OPTIONS.map((options) => ({
  name: options.environment ?? `production by ${options.context?.strategy}`,
  assembly: async (): Promise<Assembly> => readAssembly(await synthesize(options)),
}));
