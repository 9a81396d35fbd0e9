import type { Fault } from '../fault.ts';
import { evaluateIn } from './inspector.ts';
import { pickReplica } from './pick.ts';

/** Milliseconds by which the clock goes wrong: more than what programs usually allow for. */
const skew = 300_000;

/**
 * The clock of one replica jumps while it serves, so that it disagrees with the other replica, the database and the cache. What jumps is
 * the replica's `Date`, not the machine's clock, which all parts share.
 */
export const clockSkew: Fault = {
  name: 'clock-skew',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    const by = stage.random() < 0.5 ? -skew : skew;
    await evaluateIn(pid, skewedBy(by));
    return {
      detail: `the clock of ${replica.name} (process ${pid}) jumped ${by > 0 ? 'ahead' : 'back'} by ${skew / 60_000} min`,
      heal: async () => {
        // A process that was started since has a clock of its own.
        if (replica.status().pid === pid) await evaluateIn(pid, 'globalThis.Date = new Date().constructor');
      },
    };
  },
};

function skewedBy(milliseconds: number): string {
  return `globalThis.Date = new Proxy(Date, {
    construct: (real, given, made) =>
      Reflect.construct(real, given.length > 0 ? given : [real.now() + ${milliseconds}], made === Date ? real : made),
    apply: () => new Date().toString(),
    get: (real, key) => key === 'now' ? () => real.now() + ${milliseconds} : Reflect.get(real, key),
  })`;
}
