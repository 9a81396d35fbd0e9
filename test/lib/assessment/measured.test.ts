import { measuredAssumptions, parseMeasurements } from '../../../lib/assessment/measured.ts';

const records = (...measurements: unknown[]) => ({ schemaVersion: 1, measurements });
const zone = { disruption: 'zone', assumption: 'zone.detect', measuredSeconds: 60, record: 'drill 1' };

describe('drill records', () => {
  test('replace an assumption with the slowest measurement of it', () => {
    const parsed = parseMeasurements(
      records(zone, { ...zone, measuredSeconds: 90, record: 'drill 2' }),
      'x.json',
    );
    expect(measuredAssumptions(parsed)).toEqual({ 'zone.detect': 90 });
  });

  test.each([
    [{ measurements: [zone] }, /schemaVersion/],
    [{ schemaVersion: 2, measurements: [zone] }, /schemaVersion/],
    [records(), /measurements/],
    [records({ ...zone, disruption: 'flood' }), /disruption/],
    [records({ ...zone, measuredSeconds: -1 }), /measuredSeconds/],
    [records({ ...zone, record: '' }), /record/],
    [records({ ...zone, assumption: 'zone.detct' }), /no assumption zone\.detct; did you mean zone\.detect/],
    [records({ ...zone, assumption: 'rate.zone' }), /rate\.zone is in per year/],
    ['text', /x\.json/],
  ])('%j is refused with the wrong part named', (input, message) => {
    expect(() => parseMeasurements(input, 'x.json')).toThrow(message);
  });
});
