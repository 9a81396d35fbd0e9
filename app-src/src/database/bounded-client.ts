import type postgres from 'postgres';
import type { ObserveStatement } from '../telemetry/statements.ts';
import type { Admission } from './admission.ts';
import { guardedTransaction } from './guarded-transaction.ts';

/** The server took a statement and sent no answer in time. Whether it was carried out is unknown. */
export class DatabaseUnanswered extends Error {
  readonly code = 'STATEMENT_UNANSWERED';

  constructor(milliseconds: number) {
    super(`The database sent no answer within ${milliseconds} ms.`);
  }
}

export interface BoundedClientOptions {
  /** The pool to use now; asked for each statement. */
  readonly pool: () => postgres.Sql;
  readonly admission: Admission;
  /** The longest wait for the answer to one statement, and for a transaction. */
  readonly answerMilliseconds: number;
  readonly transactionMilliseconds: number;
  /** Follows each statement, also those of transactions. */
  readonly observe?: ObserveStatement;
}

type Parameters = NonNullable<globalThis.Parameters<postgres.Sql['unsafe']>[1]>;

/**
 * The part of a postgres.js client that drizzle uses, with a limited wait for a connection and for an answer. A hung server never closes
 * its connections, so the server's own time limits cannot be relied on alone. A place is given back when the statement has really ended,
 * not when its caller has stopped waiting.
 */
export function boundedClient(options: BoundedClientOptions): postgres.Sql {
  const { pool, admission, answerMilliseconds, transactionMilliseconds } = options;
  const observe: ObserveStatement = options.observe ?? (async (_, run) => run());

  const unsafe = (text: string, parameters?: Parameters, queryOptions?: postgres.UnsafeQueryOptions) => {
    const run = async (rowsAsArrays: boolean) => {
      const leave = await admission.enter();
      const query = pool().unsafe(text, parameters, queryOptions);
      const answer = observe(text, () => (rowsAsArrays ? query.values() : query)).finally(leave);
      return within(answerMilliseconds, answer);
    };
    return whenAwaited(run);
  };

  const begin = async (work: (transaction: postgres.TransactionSql) => Promise<unknown>) => {
    const leave = await admission.enter();
    return within(
      transactionMilliseconds,
      guardedTransaction(pool(), (transaction) => work(observed(transaction, observe))).finally(leave),
    );
  };

  // drizzle replaces parsers and serializers of its client; it gets a copy, so that `sql` keeps its own.
  const { parsers, serializers } = pool().options;
  const client = { options: { parsers: { ...parsers }, serializers: { ...serializers } }, unsafe, begin };
  return client as unknown as postgres.Sql;
}

/** A query that starts when it is awaited. drizzle awaits the query itself when it wants rows as objects, and `values()` for arrays. */
function whenAwaited(run: (rowsAsArrays: boolean) => Promise<unknown>) {
  return {
    values: () => run(true),
    // biome-ignore lint/suspicious/noThenProperty: a query of postgres.js is a promise that starts when it is awaited.
    then: (...handlers: globalThis.Parameters<Promise<unknown>['then']>) => run(false).then(...handlers),
  };
}

/** A transaction whose statements are followed. */
function observed(transaction: postgres.TransactionSql, observe: ObserveStatement): postgres.TransactionSql {
  const unsafe = (text: string, parameters?: Parameters, queryOptions?: postgres.UnsafeQueryOptions) =>
    whenAwaited((rowsAsArrays) =>
      observe(text, () => {
        const query = transaction.unsafe(text, parameters, queryOptions);
        return rowsAsArrays ? query.values() : query;
      }),
    );
  return new Proxy(transaction, {
    get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
  });
}

async function within<Result>(milliseconds: number, answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnanswered(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
