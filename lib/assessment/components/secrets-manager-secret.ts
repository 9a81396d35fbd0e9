import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { severalZones } from '../routes/several-zones.ts';
import { deployAgain } from '../routes/stateless.ts';
import { blocked, unknown } from '../terms.ts';

/**
 * A secret. Whether the recovery region has what its tasks name is for the check `recovery-completeness` to say, so the
 * loss of the region does not touch the secret itself.
 */
export const secretsManagerSecret: ComponentKind = {
  kind: 'secrets-manager-secret',
  types: ['AWS::SecretsManager::Secret'],
  recognise: (secret) => {
    const name = property(secret, 'Name');
    return { name: `secret ${typeof name === 'string' ? name : secret.logicalId}`, state: 'none' };
  },
  routes: (secret, disruption, context) => {
    switch (disruption) {
      case 'zone':
        return [severalZones(secret, 'secretsmanager.zones', 'secretsmanager.zones')];
      case 'deletion':
        return [newValue(secret, context, 'deletion.detect')];
      case 'compromise':
        return [newValue(secret, context, 'compromise.detect')];
      default:
        return 'untouched';
    }
  },
};

/** Only a generated value comes back with the stack; one that a person entered is nowhere in the templates. */
function newValue(
  secret: Resource,
  context: ModelContext,
  detectedBy: 'deletion.detect' | 'compromise.detect',
): Route {
  const route = deployAgain(secret, context, detectedBy);
  const written = ['GenerateSecretString', 'SecretString'].find(
    (path) => property(secret, path) !== undefined,
  );
  return written === undefined
    ? blocked(
        route.id,
        route.name,
        unknown(
          `The value of ${secret.logicalId} is not in the templates, so a new deployment does not bring it back.`,
        ),
        route.proof,
      )
    : { ...route, proof: [originOf(secret, written)] };
}
