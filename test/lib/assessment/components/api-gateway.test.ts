import { resource } from '../templates.ts';
import { attribute, outcome } from './kind.ts';

describe('An API', () => {
  test('needs the functions it integrates', () => {
    const parts = {
      Api: resource('AWS::ApiGatewayV2::Api'),
      Integration: resource('AWS::ApiGatewayV2::Integration', {
        ApiId: { Ref: 'Api' },
        IntegrationUri: attribute('Function'),
      }),
      Function: resource('AWS::Lambda::Function'),
    };
    expect(outcome(parts, 'Api', 'zone')).toMatchObject({ needs: ['Function hard'], rto: 0 });
  });

  test('of the recovery region is of no use while no record leads there', () => {
    const parts = { Api: resource('AWS::ApiGateway::RestApi') };
    expect(outcome(parts, 'Api', 'region', parts).rto).toBe('unknown');
    expect(outcome(parts, 'Api', 'region').rto).toBe('unrecoverable');
  });
});
