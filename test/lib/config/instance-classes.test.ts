import { defaultMaxConnections, instanceMemoryGiB } from '../../../lib/config/instance-classes.ts';

describe('the memory of an instance class', () => {
  it.each([
    ['r7g.large', 16],
    ['db.r7g.4xlarge', 128],
    ['cache.m7g.large', 8],
    ['t4g.medium', 4],
    ['t3.2xlarge', 32],
  ])('of %s is %d GiB', (name, memory) => expect(instanceMemoryGiB(name)).toBe(memory));

  it.each(['r7g', 'r7g.tiny', 'z9.large', 't4g.4xlarge', ''])('of %j is not known', (name) => {
    expect(instanceMemoryGiB(name)).toBeUndefined();
  });
});

describe("PostgreSQL's default number of connections on RDS", () => {
  it('follows the memory, less a tenth for the system', () => {
    expect(defaultMaxConnections(16)).toBe(1622);
  });

  it('never exceeds 5000', () => {
    expect(defaultMaxConnections(128)).toBe(5000);
  });
});
