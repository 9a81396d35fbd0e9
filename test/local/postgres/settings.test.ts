import { describeTarget, targetOptions } from '../../../local/postgres/recovery-target.ts';
import { memberSettings, synchronousSettings } from '../../../local/postgres/settings.ts';
import { defaultTiming, longestDetection } from '../../../local/postgres/timing.ts';

const member = {
  name: 'postgres-a',
  port: 5001,
  follows: { port: 5002, user: 'holdfast_admin', passwordFile: "/it's/here" },
  archiveCommand: 'archive %p',
  archiveTimeoutSeconds: 50,
  statements: false,
  more: {},
};

it('quotes paths with quotes twice: once for libpq, once for the file', () => {
  expect(memberSettings(member)).toContain("passfile=''/it\\\\''s/here''");
});

it('archives nothing without a command', () => {
  const settings = memberSettings({ ...member, archiveCommand: undefined });
  expect(settings).toContain("archive_mode = 'off'");
  expect(memberSettings(member)).toContain("archive_mode = 'on'");
});

it('lets further settings win', () => {
  const lines = memberSettings({ ...member, more: { max_connections: '7' } }).split('\n');
  expect(lines.filter((line) => line.startsWith('max_connections'))).toEqual(["max_connections = '7'"]);
});

it('has commits wait for the named standby, or for none', () => {
  expect(synchronousSettings('postgres-b')).toBe(`synchronous_standby_names = '"postgres-b"'\n`);
  expect(synchronousSettings(undefined)).toBe(`synchronous_standby_names = ''\n`);
});

it('notices a server that hangs within the sum of its probes', () => {
  expect(longestDetection(defaultTiming)).toBe(500 + 3 * 1_500 + 2 * 500);
});

it('recovers up to a moment inclusively, and up to a location exclusively', () => {
  const at = new Date('2030-01-02T03:04:05.678Z');
  expect(targetOptions({ kind: 'time', at })).toContain('--target=2030-01-02 03:04:05.678+00');
  expect(targetOptions({ kind: 'time', at })).not.toContain('--target-exclusive');
  expect(targetOptions({ kind: 'lsn', before: '0/5000148' })).toContain('--target-exclusive');
  expect(describeTarget({ kind: 'lsn', before: '0/5000148' })).toBe('just before 0/5000148');
});
