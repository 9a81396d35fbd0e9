import { sep } from 'node:path';

// Chromium and its protocol fail by themselves now and then, and a whole run is long. In CI a test of pages may
// therefore try again; the first failure is printed, and the run's end names the test. Drills and everything that
// counts data must hold the first time.
const inBrowser = expect.getState().testPath?.includes(`${sep}test${sep}browser${sep}`) ?? false;
if (process.env.CI === 'true' && inBrowser) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true });
}
