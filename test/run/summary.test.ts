import { summarize } from './summary.ts';

const results = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
};

describe('the closing line of a test run', () => {
  it('counts what passed', () => {
    expect(summarize(results, 0)).toEqual({ line: '5 passed, 0 failed', failed: 0, unsteady: [] });
  });

  it('names what was skipped', () => {
    const { line } = summarize({ ...results, numPendingTests: 1, numTodoTests: 1 }, 0);
    expect(line).toBe('5 passed, 0 failed, 2 skipped');
  });

  it('counts a file that could not run, and a missing program, as failures', () => {
    expect(summarize({ ...results, numRuntimeErrorTestSuites: 2 }, 1).line).toBe('5 passed, 3 failed');
  });

  it('counts a run that died as a failure', () => {
    expect(summarize(undefined, 0).line).toBe('0 passed, 1 failed');
  });

  it('names what passed only when it was run again', () => {
    const assertionResults = [
      { fullName: 'steady', status: 'passed', invocations: 1 },
      { fullName: 'unsteady', status: 'passed', invocations: 2 },
      { fullName: 'broken', status: 'failed', invocations: 2 },
      { fullName: 'skipped', status: 'pending' },
    ];
    expect(summarize({ ...results, testResults: [{ assertionResults }] }, 0).unsteady).toEqual(['unsteady']);
  });
});
