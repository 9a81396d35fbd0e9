import { resource } from '../templates.ts';
import { attribute, outcome } from './kind.ts';

describe('A state machine', () => {
  test('needs what its definition calls', () => {
    const parts = {
      Machine: resource('AWS::StepFunctions::StateMachine', {
        Definition: { States: { Work: { Resource: attribute('Table') } } },
      }),
      Table: resource('AWS::DynamoDB::Table'),
    };
    expect(outcome(parts, 'Machine', 'corruption')).toMatchObject({ needs: ['Table hard'], rto: 2100 });
  });
});
