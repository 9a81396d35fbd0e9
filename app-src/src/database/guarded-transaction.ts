import { setImmediate as nextTurn } from 'node:timers/promises';
import type postgres from 'postgres';

type Work = (transaction: postgres.TransactionSql) => Promise<unknown>;

/** The transaction's connection was lost; PostgreSQL has rolled it back. */
export class TransactionLost extends Error {
  readonly code = 'CONNECTION_CLOSED';

  constructor() {
    super('The connection of this transaction was lost; the transaction has been rolled back.');
  }
}

/**
 * Runs a transaction whose connection may be lost between two statements. postgres.js rejects it at once, but it lets its work go on, and
 * the next statement, be it the ROLLBACK of its own, is written to a socket that is gone: an exception that nobody can catch, which
 * ends a process. So a statement after the loss fails here, and work that ends after the loss is not told to postgres.js.
 */
export async function guardedTransaction(pool: postgres.Sql, work: Work): Promise<unknown> {
  const state = { lost: false };
  try {
    return await pool.begin((transaction) => guarded(transaction, work, state));
  } finally {
    state.lost = true;
  }
}

interface State {
  lost: boolean;
}

async function guarded(transaction: postgres.TransactionSql, work: Work, state: State): Promise<unknown> {
  const { unsafe, savepoint } = transaction;
  const guard = <Arguments extends unknown[], Result>(call: (...args: Arguments) => Result) => {
    return (...args: Arguments): Result => {
      if (state.lost) {
        throw new TransactionLost();
      }
      return call(...args);
    };
  };
  transaction.unsafe = guard(unsafe) as typeof unsafe;
  transaction.savepoint = guard((inner: Work) =>
    savepoint((nested) => guarded(nested as postgres.TransactionSql, inner, state)),
  ) as typeof savepoint;
  const outcome = await work(transaction).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  // The loss is told in the same turn as the failure of a statement that was under way, a little later.
  await nextTurn();
  if (state.lost) {
    return new Promise(() => undefined);
  }
  if ('error' in outcome) {
    throw outcome.error;
  }
  return outcome.value;
}
