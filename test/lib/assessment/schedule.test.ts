import { longestGapSeconds } from '../../../lib/assessment/evidence/schedule.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('The longest gap between two backups', () => {
  test.each([
    ['cron(0 3 * * ? *)', DAY],
    ['cron(0 4 ? * SUN *)', 7 * DAY],
    ['cron(0 4 ? * MON-FRI *)', 3 * DAY],
    ['cron(0 4 ? * MON,THU *)', 4 * DAY],
    ['cron(0 0/6 * * ? *)', 6 * HOUR],
    ['cron(0 * * * ? *)', HOUR],
    ['cron(0 1,13 * * ? *)', 12 * HOUR],
    ['cron(0 3 1 * ? *)', 31 * DAY],
    ['cron(0 3 1 1 ? *)', 366 * DAY],
    ['rate(12 hours)', 12 * HOUR],
    ['rate(1 day)', DAY],
  ])('%s', (expression, seconds) => {
    expect(longestGapSeconds(expression)).toBe(seconds);
  });

  test.each(['', 'daily', 'cron(0 3 * *)', 'rate(x days)', 'cron(0 99 * * ? *)'])(
    '%p is not understood, so it proves nothing',
    (expression) => {
      expect(longestGapSeconds(expression)).toBeUndefined();
    },
  );
});
