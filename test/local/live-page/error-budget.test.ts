import { burnRate, errorBudget, objective } from '../../../local/live-page/error-budget.ts';

describe('the error budget', () => {
  it('is of the production environment: one request in a thousand may fail', () => {
    expect(objective).toBeCloseTo(0.999, 10);
  });

  it('is whole and has no level before the first request', () => {
    expect(errorBudget({ requests: 0, errors: 0 })).toEqual({ level: undefined, allowed: 0, left: 1 });
  });

  it('shrinks with each failed request', () => {
    const { level, allowed, left } = errorBudget({ requests: 10_000, errors: 4 });
    expect(level).toBeCloseTo(0.9996);
    expect(allowed).toBeCloseTo(10);
    expect(left).toBeCloseTo(0.6);
  });

  it('is less than nothing when more has failed than may', () => {
    expect(errorBudget({ requests: 1_000, errors: 3 }).left).toBeCloseTo(-2);
  });

  it('burns at pace 1 when as much fails as may', () => {
    expect(burnRate({ requests: 2_000, errors: 2 })).toBeCloseTo(1);
    expect(burnRate({ requests: 100, errors: 100 })).toBeCloseTo(1_000);
    expect(burnRate({ requests: 0, errors: 0 })).toBeUndefined();
  });
});
