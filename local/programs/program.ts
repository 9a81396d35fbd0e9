/** A program that the platform runs and npm does not bring. */
export interface Program {
  /** Such as `PostgreSQL`. */
  readonly name: string;
  /** The oldest version that is known to do, such as `2.4`. */
  readonly minimum: string;
  /** Where it is on this machine: on the PATH or in the places of the system's packages. */
  find(): string | undefined;
  /** The arguments that make it print its version. */
  readonly versionArguments: readonly string[];
  /** Names of the Debian packages that bring it. */
  readonly packages: readonly string[];
}
