import { resource } from '../templates.ts';
import { outcome } from './kind.ts';

describe('A queue', () => {
  test('holds derived data and loses up to its retention', () => {
    expect(outcome({ Queue: resource('AWS::SQS::Queue') }, 'Queue', 'deletion')).toMatchObject({
      state: 'derived',
      rpo: 345_600,
    });
    expect(
      outcome({ Queue: resource('AWS::SQS::Queue', { MessageRetentionPeriod: 600 }) }, 'Queue', 'deletion')
        .rpo,
    ).toBe(600);
  });

  test('outlives a zone with its messages', () => {
    expect(outcome({ Queue: resource('AWS::SQS::Queue') }, 'Queue', 'zone')).toMatchObject({
      rto: 0,
      rpo: 0,
    });
  });
});
