import { command } from '../requirements/command.ts';
import type { Check } from './check.ts';

const LOOK_BACK = 30;
const LONGEST = 72;
/** Forms that are not imperative, as a subject's first word. */
const NOT_IMPERATIVE =
  /^(Added|Adds|Adding|Fixed|Fixes|Fixing|Changed|Changes|Updated|Updates|Removed|Removes)\b/;

/** What is wrong with a commit's subject line, if anything. */
export function subjectFault(subject: string): string | undefined {
  if (subject.length > LONGEST) return `is ${subject.length} characters long; ${LONGEST} are allowed`;
  if (!/^\p{Lu}/u.test(subject)) return 'does not start with a capital letter';
  if (/\.$/.test(subject)) return 'ends in a period';
  if (NOT_IMPERATIVE.test(subject)) return 'is not imperative: write "Add ...", "Fix ..."';
  return undefined;
}

export const commits: Check = {
  name: 'subjects of the last commits',
  async run(root) {
    const log = await command('git', ['-C', root, 'log', `-${LOOK_BACK}`, '--no-merges', '--format=%h %s']);
    // Without history, as in a source archive, there is nothing to check.
    if (log.exitCode !== 0) return [];
    return log.stdout
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => {
        const [, hash = '', subject = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
        const fault = subjectFault(subject);
        return fault ? [`${hash} "${subject}" ${fault}`] : [];
      });
  },
};
