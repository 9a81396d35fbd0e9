import { ApiProblem, problemOf } from './api-problem.ts';
import { takeEarlyAnswer } from './early-answers.ts';
import { noteAnswer, noteOutage } from './service-state.ts';

/** Milliseconds after which an answer is no longer waited for. The server gives up before that. */
const patienceMilliseconds = 15_000;

/** What is asked when a write found the service away: everyone who writes may read it, and it comes from the database. */
const writeProbe = '/api/dashboard';

/**
 * Asks the API, and keeps the service's state up to date.
 * @throws {@link ApiProblem} when the answer is not a success, or there is none
 */
export async function request(address: string, init: RequestInit = {}): Promise<Response> {
  const reads = (init.method ?? 'GET') === 'GET';
  const probe = reads ? address : writeProbe;
  const patience = AbortSignal.timeout(patienceMilliseconds);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  let response: Response;
  try {
    response = await ((reads && takeEarlyAnswer(address)) || fetch(address, { ...init, signal }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    noteOutage('away', probe);
    throw new ApiProblem({ status: 0, code: 'network', title: 'The service could not be reached.' });
  }
  if (response.ok) {
    if (reads) {
      noteAnswer(address, response.headers);
    }
    return response;
  }
  const problem = await problemOf(response);
  if (problem.code === 'database-unavailable') {
    noteOutage('read-only', probe);
  } else if (problem.away && !response.headers.get('content-type')?.includes('json')) {
    noteOutage('away', probe);
  }
  throw problem;
}
