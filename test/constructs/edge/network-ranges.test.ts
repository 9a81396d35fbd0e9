import {
  cloudFrontPrefixList,
  PREFIX_LIST_WEIGHT,
} from '../../../constructs/edge/cloudfront-prefix-lists.ts';
import { ROUTE53_HEALTH_CHECKERS } from '../../../constructs/edge/route53-health-checkers.ts';
import { overlaps, parseCidr } from '../../../lib/config/cidr.ts';

/** Default quota of rules in a security group. */
const QUOTA = 60;

describe('who may reach a load balancer', () => {
  test('S4: CloudFront has a prefix list in the regions that the platform runs in', () => {
    expect(cloudFrontPrefixList('eu-central-1')).toBe('pl-a3a144ca');
    expect(cloudFrontPrefixList('us-east-1')).toBe('pl-3b927c52');
  });

  test('S4: an unknown region is refused with the command that finds its prefix list', () => {
    expect(() => cloudFrontPrefixList('mx-central-1')).toThrow(
      /--region mx-central-1 .* add it to constructs\/edge/,
    );
  });

  test('A5: the health checkers need a security group of their own, and fit into it', () => {
    expect(ROUTE53_HEALTH_CHECKERS.length + PREFIX_LIST_WEIGHT).toBeGreaterThan(QUOTA);
    expect(ROUTE53_HEALTH_CHECKERS.length).toBeLessThanOrEqual(QUOTA);
  });

  test('A5: the ranges of the health checkers are proper and distinct', () => {
    const blocks = ROUTE53_HEALTH_CHECKERS.map((range) => {
      const block = parseCidr(range);
      if (!block) throw new Error(`${range} is not a network.`);
      return block;
    });
    blocks.forEach((block, index) => {
      expect(blocks.slice(index + 1).some((other) => overlaps(block, other))).toBe(false);
    });
  });
});
