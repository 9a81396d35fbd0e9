import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { z } from 'zod';
import { freePort } from '../processes/free-port.ts';

const remembered = z.record(z.string(), z.int().min(1).max(65_535));

/** The ports of a local platform: the same at each start, unless something else has taken one meanwhile. */
export class Ports {
  readonly #file: string;
  readonly #known: Map<string, number>;
  readonly #given = new Set<number>();

  private constructor(file: string, known: Readonly<Record<string, number>>) {
    this.#file = file;
    this.#known = new Map(Object.entries(known));
  }

  /** @param file where they are remembered; one that cannot be read counts as empty */
  static async load(file: string): Promise<Ports> {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    const parsed = remembered.safeParse(parseJson(text));
    return new Ports(file, parsed.success ? parsed.data : {});
  }

  /** The port that something had before, or a free one. */
  async take(name: string): Promise<number> {
    const before = this.#known.get(name);
    let port = before;
    while (port === undefined || this.#given.has(port) || !(await isFree(port))) {
      port = await freePort();
    }
    return this.#give(name, port);
  }

  /** The first free port from `wanted` on. */
  async takeFrom(name: string, wanted: number): Promise<number> {
    for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
      if (!this.#given.has(port) && (await isFree(port))) {
        return this.#give(name, port);
      }
    }
    return this.take(name);
  }

  async save(): Promise<void> {
    await writeFile(this.#file, `${JSON.stringify(Object.fromEntries(this.#known), null, 2)}\n`);
  }

  #give(name: string, port: number): number {
    this.#given.add(port);
    this.#known.set(name, port);
    return port;
  }
}

/** Whether something could listen on a port of the loopback interface now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
