import { resource } from '../templates.ts';
import { outcome } from './kind.ts';

describe('A stream', () => {
  test('loses with its region what it kept', () => {
    const stream = { Stream: resource('AWS::Kinesis::Stream', { RetentionPeriodHours: 48 }) };
    expect(outcome(stream, 'Stream', 'region')).toMatchObject({ state: 'derived', rto: 'unrecoverable' });
    expect(outcome(stream, 'Stream', 'region', stream)).toMatchObject({ rto: 2700, rpo: 48 * 3600 });
  });
});
