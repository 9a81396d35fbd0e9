import { InvalidCursor } from '../database/cursor.ts';
import { invalid } from './problem.ts';

/**
 * Runs a read of a page.
 * @throws `Problem` 400 when the client sent a cursor that no page gave out
 */
export async function refusingForeignCursors<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InvalidCursor) {
      throw invalid([{ at: 'query/cursor', message: error.message }]);
    }
    throw error;
  }
}
