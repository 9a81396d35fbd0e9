import { accessSync, constants, readFileSync } from 'node:fs';
import { goAhead } from './priority.ts';

const group = '/proc/self/autogroup';

function mayGoAhead(): boolean {
  try {
    accessSync(group, constants.W_OK);
    return process.getuid?.() === 0;
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
