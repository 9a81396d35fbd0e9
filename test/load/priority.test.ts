import { readFileSync, writeFileSync } from 'node:fs';
import { goAhead } from './priority.ts';

const group = '/proc/self/autogroup';

/** Root in a container often may not, and neither the file's mode nor the user tells: so it is tried. */
function mayGoAhead(): boolean {
  try {
    writeFileSync(group, '-1');
    writeFileSync(group, '0');
    return true;
  } catch {
    return false;
  }
}

describe('a run that goes before other work', () => {
  it('goes back to its place afterwards, or says what it lacks', () => {
    if (!mayGoAhead()) {
      expect(goAhead).toThrow('--ahead needs root and a Linux kernel');
      return;
    }
    const before = readFileSync(group, 'utf8');
    const goBack = goAhead();
    expect(readFileSync(group, 'utf8')).toMatch(/nice -10$/m);
    goBack();
    expect(readFileSync(group, 'utf8')).toBe(before);
  });
});
