import { exitCode } from '../../../bin/start/exit-code.ts';

describe('the exit code of a checked start', () => {
  it.each([
    ['holds', 0],
    ['breached', 1],
    ['unproven', 3],
    ['undeclared', 3],
  ] as const)('for the verdict "%s" is %d', (verdict, code) => expect(exitCode(verdict, 0)).toBe(code));

  it('is 1 when another rule would fail cdk synth', () => expect(exitCode('holds', 2)).toBe(1));
});
