import type { Orm } from '../database/orm.ts';
import { teams } from '../database/schema/index.ts';

/** Milliseconds for which names are kept. Teams are few and seldom renamed. */
const keptMilliseconds = 5 * 60_000;

/** Milliseconds after a failure until the database is asked again. */
const pauseMilliseconds = 2_000;

/** The names of all teams, kept in this process; while the database is away the last known ones stand. */
export class TeamNames {
  readonly #orm: () => Orm;
  #names: ReadonlyMap<string, string> = new Map();
  #askAgainAt = 0;
  #asking: Promise<void> | undefined;

  constructor(orm: () => Orm) {
    this.#orm = orm;
  }

  /** The name of a team, or its id when the name cannot be known now. */
  async nameOf(teamId: string): Promise<string> {
    const known = this.#names.get(teamId);
    if (Date.now() >= this.#askAgainAt) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
    }
    if (known === undefined) {
      await this.#asking;
    }
    return known ?? this.#names.get(teamId) ?? teamId;
  }

  async #ask(): Promise<void> {
    try {
      const rows = await this.#orm().select().from(teams);
      this.#names = new Map(rows.map(({ id, name }) => [id, name]));
      this.#askAgainAt = Date.now() + keptMilliseconds;
    } catch {
      this.#askAgainAt = Date.now() + pauseMilliseconds;
    }
  }
}
