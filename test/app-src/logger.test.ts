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
    [{ headers: { 'set-cookie': 'hunter2' } }],
    [{ crm: { clientSecret: 'hunter2' } }],
    [{ models: { apiKey: 'hunter2' } }],
    [{ session: { sessionToken: 'hunter2' } }],
    [{ user: { email: 'hunter2' } }],
    [{ note: 'Authorization: Bearer hunter2-hunter2' }],
    [{ note: 'postgres://app:hunter2@db.internal/holdfast' }],
    [{ note: 'holdfast.session_token=hunter2.signature; path=/' }],
  ])('censors the secret in %j', (fields) => {
    const line = logged(fields);
    expect(line).not.toContain('hunter2');
    expect(line).toContain('[redacted]');
  });

  it.each(['ada@holdfast.example', 'Key (email)=(ada.lovelace+x@mail.holdfast.example) already exists.'])(
    'censors the e-mail address in %j',
    (note) => {
      const line = logged({ note });
      expect(line).not.toMatch(/ada|holdfast\.example/);
      expect(line).toContain('[e-mail]');
    },
  );

  it('leaves the values of a statement that failed out of the error, its causes and its stack', () => {
    const cause = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      detail: 'Key (title)=(Secret merger) already exists.',
    });
    const failed = Object.assign(
      new Error(`Failed query: insert into proposals values ($1, $2)\nparams: Secret merger,\nsecond line`, {
        cause,
      }),
      { params: ['Secret merger', '\nsecond line'] },
    );
    const entry = JSON.parse(logged({ err: new Error('Saving failed.', { cause: failed }) }));
    expect(JSON.stringify(entry)).not.toMatch(/Secret merger|second line/);
    expect(entry.err.message).toBe(
      'Saving failed.: Failed query: insert into proposals values ($1, $2): duplicate key value',
    );
    expect(entry.err.stack).toContain('caused by: Error: Failed query');
  });

  it('censors a long line in time', () => {
    const start = performance.now();
    for (const piece of ['a', 'a.', 'a@', 'http://', 'Bearer ', '=', 'password=']) {
      logged({ note: piece.repeat(100_000) });
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
