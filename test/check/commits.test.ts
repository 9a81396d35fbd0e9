import { subjectFault } from './commits.ts';

describe("a commit's subject", () => {
  it('is imperative, short and without a period', () => {
    expect(subjectFault('Keep one NAT gateway in each zone')).toBeUndefined();
  });

  it.each([
    ['keep one NAT gateway', 'does not start with a capital letter'],
    ['Keep one NAT gateway.', 'ends in a period'],
    ['Added a NAT gateway', 'is not imperative'],
    ['K'.repeat(73), 'is 73 characters long; 72 are allowed'],
  ])('is not %j', (subject, fault) => expect(subjectFault(subject)).toContain(fault));
});
