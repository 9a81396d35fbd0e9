import { resource } from '../templates.ts';
import { outcome, subnets } from './kind.ts';

describe('A classic load balancer', () => {
  test('needs its instances and two zones', () => {
    const parts = (letters: string) => ({
      ...subnets(letters),
      One: resource('AWS::EC2::Instance'),
      Balancer: resource('AWS::ElasticLoadBalancing::LoadBalancer', {
        Instances: [{ Ref: 'One' }],
        Subnets: [{ Ref: 'Subnet0' }, { Ref: 'Subnet1' }],
      }),
    });
    expect(outcome(parts('aa'), 'Balancer', 'zone')).toMatchObject({
      needs: ['One hard'],
      rto: 'unrecoverable',
    });
    expect(outcome(parts('ab'), 'Balancer', 'zone').rto).toBe(60);
  });
});
