import { COMPONENT_KINDS } from '../../../lib/assessment/components/index.ts';
import type { StackTemplate } from '../../../lib/assessment/read/template.ts';
import { BadInput } from '../bad-input.ts';

const NAME = /^[a-z]{2,4}(-(gov|iso[a-z]?|de))?-(central|(north|south)?(east|west)|north|south)-[1-9]$/;
const ACCOUNT = /^\d{12}$/;
/** Region of a stack that does not say its own, as in a CDK app without an environment. */
export const UNKNOWN_REGION = 'unknown-region';
/** CloudFront takes its firewall and certificate from here, wherever the platform runs. */
const EDGE = 'us-east-1';

/** Which region serves, and which takes over. */
export interface Regions {
  readonly primary: string;
  readonly recovery?: string;
}

/** `none` as recovery region says that there is none. */
export interface PlaceFlags {
  readonly account?: string;
  readonly region?: string;
  readonly drRegion?: string;
}

/** @throws BadInput when a flag is not the name of a region, or not the number of an account */
export function checkPlaceFlags({ region, drRegion, account }: PlaceFlags): void {
  if (account !== undefined && !ACCOUNT.test(account))
    throw new BadInput(`--account is "${account}"; write its twelve digits, such as 111122223333.`);
  for (const [flag, value] of Object.entries({ '--region': region, '--dr-region': drRegion })) {
    if (value !== undefined && !NAME.test(value) && !(flag === '--dr-region' && value === 'none')) {
      throw new BadInput(`${flag} is "${value}", which is no region; write one such as eu-central-1.`);
    }
  }
}

/**
 * The regions in force: flags, else what the assembly declares, else what the stacks show. The primary region is the one
 * with most components; the recovery region is the only other one, us-east-1 left out.
 *
 * @throws BadInput when the stacks do not tell
 */
export function regionsOf(
  stacks: readonly StackTemplate[],
  flags: PlaceFlags,
  declared: Regions | undefined,
): Regions {
  const primary = flags.region ?? declared?.primary ?? busiest(stacks);
  const named = flags.drRegion ?? (flags.region === undefined ? declared?.recovery : undefined);
  if (named === primary)
    throw new BadInput(`${primary} cannot be its own recovery region; name another with --dr-region.`);
  const here = [...new Set(stacks.map(({ region }) => region))].sort();
  if (!here.includes(primary)) {
    throw new BadInput(
      `No stack is deployed to ${primary}; there are stacks in ${here.join(', ') || 'no region'}.`,
    );
  }
  const recovery = named ?? onlyOther(here, primary);
  return { primary, ...(recovery === undefined || recovery === 'none' ? {} : { recovery }) };
}

function busiest(stacks: readonly StackTemplate[]): string {
  const modelled = new Set(COMPONENT_KINDS.flatMap(({ types }) => types));
  const counts = new Map<string, number>();
  for (const { region, template } of stacks) {
    const own = Object.values(template.Resources ?? {}).filter(({ Type }) => modelled.has(Type)).length;
    counts.set(region, (counts.get(region) ?? 0) + own);
  }
  const [first, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (first === undefined) throw new BadInput('There is no stack to assess in what you named.');
  if (first[0] === UNKNOWN_REGION) {
    throw new BadInput(
      'The templates do not say which region they are for; name it with --region, such as --region eu-central-1.',
    );
  }
  if (second && second[1] === first[1]) {
    throw new BadInput(
      `${first[0]} and ${second[0]} have as many components each; name the one that serves with --region.`,
    );
  }
  return first[0];
}

function onlyOther(regions: readonly string[], primary: string): string | undefined {
  const others = regions.filter(
    (region) => region !== primary && region !== UNKNOWN_REGION && region !== EDGE,
  );
  if (others.length > 1) {
    throw new BadInput(
      `Beside ${primary} there are stacks in ${others.join(', ')}; name the recovery region with --dr-region, or --dr-region none.`,
    );
  }
  return others[0];
}
