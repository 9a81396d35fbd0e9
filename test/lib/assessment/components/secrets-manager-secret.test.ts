import { resource } from '../templates.ts';
import { outcome } from './kind.ts';

describe('A secret', () => {
  test('comes back only if its value is generated', () => {
    expect(
      outcome(
        { Secret: resource('AWS::SecretsManager::Secret', { GenerateSecretString: {} }) },
        'Secret',
        'deletion',
      ).rto,
    ).toBe(2100);
    expect(outcome({ Secret: resource('AWS::SecretsManager::Secret') }, 'Secret', 'deletion').rto).toBe(
      'unknown',
    );
  });
});
