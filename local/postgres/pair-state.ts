import { z } from 'zod';
import { readIfThere, writeDurably } from './durable-file.ts';

/** The servers of a pair. */
export const memberNames = ['postgres-a', 'postgres-b'] as const;

export type MemberName = (typeof memberNames)[number];

export function otherMember(name: MemberName): MemberName {
  return name === 'postgres-a' ? 'postgres-b' : 'postgres-a';
}

const schema = z.object({
  primary: z.enum(memberNames),
  /**
   * Whether every acknowledged commit is on the standby, too. Only then may the standby be promoted. Written as `false` before the primary
   * acknowledges alone, and as `true` after the standby has everything.
   */
  synchronous: z.boolean(),
  /** Counts promotions. */
  epoch: z.int().min(0),
});

/** What the controller must not forget. */
export type PairState = z.infer<typeof schema>;

/** The controller's memory on disk. */
export class PairStateFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws when the file is damaged, because guessing could lose writes */
  async read(): Promise<PairState | undefined> {
    const text = await readIfThere(this.#file);
    if (text === undefined) {
      return undefined;
    }
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      throw new Error(
        `${this.#file} is damaged: write {"primary":"postgres-a","synchronous":false,"epoch":0} into it, with the server that was the primary last.`,
      );
    }
  }

  async write(state: PairState): Promise<void> {
    await writeDurably(this.#file, `${JSON.stringify(state)}\n`);
  }
}
