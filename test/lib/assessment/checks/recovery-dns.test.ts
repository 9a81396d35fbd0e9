import { assess } from '../../../../lib/assessment/assess.ts';
import { OPTIONS, RECOVERY, resource, stackOf } from '../templates.ts';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const record = (more: Record<string, unknown> = {}) =>
  resource('AWS::Route53::RecordSet', {
    Name: 'www.example.com.',
    Type: 'A',
    AliasTarget: { DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, HostedZoneId: 'Z1' },
    ...more,
  });

/** A balancer in each region, each with these records, and what the check says of the names. */
function said(here: Record<string, unknown>, there: Record<string, unknown> | undefined): string[] {
  const stacks = [
    stackOf({ Balancer: resource(BALANCER), Name: record(here) }),
    stackOf(
      { Balancer: resource(BALANCER), ...(there ? { Name: record(there) } : {}) },
      { name: 'recovery', region: RECOVERY },
    ),
  ];
  return assess(stacks, OPTIONS)
    .findings.filter(({ rule }) => rule === 'recovery-dns')
    .map(({ message, severity }) => `${severity}: ${message}`);
}

describe('A name of the lost region', () => {
  test('that leads nowhere else is a breach, with the name of the record', () => {
    expect(said({}, undefined)).toEqual([
      'breach: The record www.example.com leads to load balancer Balancer of eu-central-1 and to nothing in eu-west-1, so users follow only once somebody edits it.',
    ]);
  });

  test('that has a plain record of its own in each region is one too: nothing chooses between them', () => {
    expect(said({}, {})).toHaveLength(1);
  });

  test.each([
    [
      'fails over',
      { Failover: 'PRIMARY', SetIdentifier: 'a' },
      { Failover: 'SECONDARY', SetIdentifier: 'b' },
    ],
    [
      'is routed by latency',
      { Region: 'eu-central-1', SetIdentifier: 'a' },
      { Region: 'eu-west-1', SetIdentifier: 'b' },
    ],
    ['is weighted', { Weight: 1, SetIdentifier: 'a' }, { Weight: 1, SetIdentifier: 'b' }],
  ])('that %s to the recovery region moves by itself', (_how, here, there) => {
    expect(said(here, there)).toEqual([]);
  });

  test('that fails over under another name does not', () => {
    expect(said({ Failover: 'PRIMARY' }, { Failover: 'SECONDARY', Name: 'other.example.com.' })).toHaveLength(
      1,
    );
  });

  test('that a distribution asks is judged with the distribution', () => {
    const site = resource('AWS::CloudFront::Distribution', {
      DistributionConfig: { Origins: [{ Id: 'app', DomainName: 'www.example.com' }] },
    });
    const stacks = [
      stackOf({ Balancer: resource(BALANCER), Name: record(), Site: site }),
      stackOf({ Balancer: resource(BALANCER) }, { name: 'recovery', region: RECOVERY }),
    ];
    expect(assess(stacks, OPTIONS).findings.map(({ rule }) => rule)).not.toContain('recovery-dns');
  });
});
