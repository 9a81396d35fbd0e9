/** The app's environment cannot be used. The message is one sentence for the operator and holds no secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(problems: readonly string[]) {
    super(`The app cannot start with this environment: ${problems.join('; ')}.`);
  }
}
