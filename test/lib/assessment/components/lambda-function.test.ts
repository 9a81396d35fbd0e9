import { resource } from '../templates.ts';
import { attribute, outcome, subnets } from './kind.ts';

describe('A function', () => {
  test('is a component once something calls it, and needs what its environment names', () => {
    const parts = {
      Function: resource('AWS::Lambda::Function', {
        Environment: { Variables: { QUEUE: { Ref: 'Queue' } } },
      }),
      Queue: resource('AWS::SQS::Queue'),
    };
    expect(outcome(parts, 'Function', 'zone').state).toBeUndefined();
    const url = resource('AWS::Lambda::Url', { TargetFunctionArn: attribute('Function') });
    expect(outcome({ ...parts, Url: url }, 'Function', 'zone')).toMatchObject({
      state: 'none',
      rto: 0,
      needs: ['Queue hard'],
    });
  });

  test('in a VPC outlives a zone only with subnets in another', () => {
    const parts = (letters: string) => ({
      ...subnets(letters),
      Function: resource('AWS::Lambda::Function', {
        VpcConfig: { SubnetIds: [{ Ref: 'Subnet0' }, { Ref: 'Subnet1' }] },
      }),
      Url: resource('AWS::Lambda::Url', { TargetFunctionArn: attribute('Function') }),
    });
    expect(outcome(parts('aa'), 'Function', 'zone').rto).toBe('unrecoverable');
    expect(outcome(parts('ab'), 'Function', 'zone').rto).toBe(0);
  });

  test('is replaced by one that serves in the recovery region, not by glue there', () => {
    const parts = {
      Function: resource('AWS::Lambda::Function'),
      Url: resource('AWS::Lambda::Url', { TargetFunctionArn: attribute('Function') }),
    };
    expect(outcome(parts, 'Function', 'region', parts).rto).toBe(2700);
    expect(outcome(parts, 'Function', 'region', { Function: parts.Function }).rto).toBe('unrecoverable');
  });
});
