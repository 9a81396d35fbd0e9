/** How the database's owner signs in. */
export interface Owner {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads the owner's secret.
 *
 * @throws Error that never quotes the secret, when it does not hold a user name and a password
 */
export function readOwner(secretString: string | undefined): Owner {
  const { username, password } = parse(secretString);
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new Error(
      'The owner secret holds no username and password; restore its previous version (AWSPREVIOUS) in Secrets Manager.',
    );
  }
  return { username, password };
}

function parse(text: string | undefined): { readonly username?: unknown; readonly password?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
