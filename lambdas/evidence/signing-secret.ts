import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSigner, type Signer } from './signature.ts';

/** Makes the signer of the environment's records. */
export async function fetchSigner(client: SecretsManagerClient, secretName: string): Promise<Signer> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
  return createSigner(SecretString);
}
