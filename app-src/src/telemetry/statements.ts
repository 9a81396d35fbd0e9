import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { StoreCalls } from './store-calls.ts';

/** Milliseconds beyond which a statement is slow: every query of the app is written to take less. PostgreSQL itself logs from there on as well. */
export const slowStatementMilliseconds = 50;

/** Milliseconds between two log lines about slow statements: a database in trouble makes all of them slow. */
const pauseMilliseconds = 1_000;

/** The most characters of a statement that are logged. */
const mostCharacters = 500;

const operations = /^\s*(select|insert|update|delete|with)\b/i;

/** Runs a statement and looks at how long it takes. `sql` has places for its values, never the values. */
export type ObserveStatement = <Result>(sql: string, run: () => PromiseLike<Result>) => Promise<Result>;

/** Measures statements as PostgreSQL answers them, without their wait for a connection, and tells of the slow ones. */
export function statementObserver(logger: Logger): ObserveStatement {
  const calls = new StoreCalls();
  const slow = metrics.getMeter('holdfast').createCounter('holdfast.database.slow_statements', {
    description: `Statements that took longer than ${slowStatementMilliseconds} ms.`,
  });
  let toldAt = Number.NEGATIVE_INFINITY;

  return (sql, run) => {
    const operation = operations.exec(sql)?.[1]?.toUpperCase() ?? 'OTHER';
    return calls.observe('postgresql', operation, run, (milliseconds) => {
      if (milliseconds <= slowStatementMilliseconds) {
        return;
      }
      slow.add(1, { operation });
      if (performance.now() - toldAt >= pauseMilliseconds) {
        toldAt = performance.now();
        logger.warn(
          { milliseconds: Math.round(milliseconds), statement: sql.slice(0, mostCharacters) },
          'A statement was slow.',
        );
      }
    });
  };
}
