/** What of Jest's JSON results is counted. */
export interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not be run at all. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** How often the test ran. */
      readonly invocations?: number;
    }[];
  }[];
}

export interface Summary {
  /** `N passed, N failed`, with `, N skipped` when there are any. */
  readonly line: string;
  readonly failed: number;
  /** The full names of tests that failed first and passed when they were run again. */
  readonly unsteady: readonly string[];
}

/**
 * Counts the results of a run. A file that cannot run is a failure, and so is a run that left no results.
 *
 * @param furtherFailures what failed before any test ran
 */
export function summarize(results: JestResults | undefined, furtherFailures: number): Summary {
  const passed = results?.numPassedTests ?? 0;
  const broken = results ? results.numFailedTests + results.numRuntimeErrorTestSuites : 1;
  const failed = broken + furtherFailures;
  const skipped = results ? results.numPendingTests + results.numTodoTests : 0;
  const unsteady = (results?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, invocations = 1 }) => status === 'passed' && invocations > 1)
    .map(({ fullName }) => fullName);
  return {
    failed,
    unsteady,
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  };
}
