import { OwedInvalidations } from '../../../app-src/src/cache/owed-invalidations.ts';
import { waitUntil } from '../../services/wait-until.ts';

describe('invalidations that Redis has not taken', () => {
  it('are tried again until it takes them, and are known until then', async () => {
    let attempts = 0;
    const owed = new OwedInvalidations({
      drop: async () => {
        attempts += 1;
        return attempts >= 2;
      },
      dropAll: async () => false,
    });
    owed.add(['team']);
    expect(owed.includes('team')).toBe(true);
    expect(owed.includes('other')).toBe(false);
    await waitUntil('the debt to be paid', async () => (owed.includes('team') ? undefined : true));
    expect(attempts).toBe(2);
    owed.stop();
  });

  it('stay owed when they are made again while they are being paid', async () => {
    const first = Promise.withResolvers<boolean>();
    const answers = [first.promise, Promise.resolve(false)];
    const owed = new OwedInvalidations({
      drop: () => answers.shift() ?? Promise.resolve(false),
      dropAll: async () => false,
    });
    owed.add(['team']);
    const paying = owed.pay();
    owed.add(['team']);
    first.resolve(true);
    await paying;
    owed.stop();
    expect(owed.includes('team')).toBe(true);
    expect(answers).toEqual([]);
  });

  it('become all invalidations when they are too many to remember', async () => {
    let dropped = 0;
    const owed = new OwedInvalidations({
      drop: async () => false,
      dropAll: async () => {
        dropped += 1;
        return true;
      },
    });
    owed.add(Array.from({ length: 20_001 }, (_, index) => `team-${index}`));
    expect(owed.includes('never written')).toBe(true);
    await owed.pay();
    expect(dropped).toBe(1);
    expect(owed.includes('never written')).toBe(false);
    owed.stop();
  });
});
