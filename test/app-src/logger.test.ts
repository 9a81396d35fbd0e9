import { createLogger } from '../../app-src/src/logging/logger.ts';

/** Logs one entry and returns it as the log would hold it. */
function logged(fields: object): string {
  let line = '';
  createLogger('info', {
    write: (text) => {
      line += text;
    },
  }).info(fields, 'A message.');
  return line;
}

describe('the log of the app', () => {
  it('is one JSON object a line, with the level as a word and the time as a date', () => {
    expect(JSON.parse(logged({ route: '/' }))).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      service: 'holdfast-app',
      route: '/',
      msg: 'A message.',
    });
  });

  it.each([
    [{ password: 'hunter2' }],
    [{ database: { password: 'hunter2' } }],
    [{ cache: { authToken: 'hunter2' } }],
    [{ headers: { authorization: 'hunter2' } }],
    [{ request: { headers: { cookie: 'hunter2' } } }],
  ])('censors the secret in %j', (fields) => {
    const line = logged(fields);
    expect(line).not.toContain('hunter2');
    expect(line).toContain('[redacted]');
  });
});
