import { resource } from '../templates.ts';
import { outcome, subnets } from './kind.ts';

describe('A single instance', () => {
  test('is recovered on another host, unless that is switched off', () => {
    const instance = (properties = {}) => ({
      ...subnets('a'),
      One: resource('AWS::EC2::Instance', properties),
    });
    expect(outcome(instance(), 'One', 'node')).toMatchObject({ rto: 720, state: 'none' });
    expect(outcome(instance({ MaintenanceOptions: { AutoRecovery: 'disabled' } }), 'One', 'node').rto).toBe(
      'unrecoverable',
    );
  });

  test('with an attached volume is a system of record, unless metadata says otherwise', () => {
    const parts = (Metadata = {}) => ({
      One: resource('AWS::EC2::Instance', {}, { Metadata }),
      Attachment: resource('AWS::EC2::VolumeAttachment', { InstanceId: { Ref: 'One' } }),
    });
    expect(outcome(parts(), 'One', 'deletion')).toMatchObject({
      state: 'system of record',
      rpo: 'unrecoverable',
    });
    expect(outcome(parts({ Holdfast: { State: 'none' } }), 'One', 'deletion')).toMatchObject({
      state: 'none',
      rpo: 0,
    });
  });
});
