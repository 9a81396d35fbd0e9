import type { ApiProblem } from '../api-client/api-problem.ts';

export type ProblemKind = 'away' | 'readOnly' | 'forbidden' | 'missing' | 'busy' | 'unknown';

/** Which of the kit's sentences fits a problem: `ui.problem.<kind>.title` and `.text`. */
export function problemKind(problem: ApiProblem): ProblemKind {
  if (problem.code === 'database-unavailable') return 'readOnly';
  if (problem.away) return 'away';
  if (problem.status === 403) return 'forbidden';
  if (problem.status === 404) return 'missing';
  if (problem.status === 429) return 'busy';
  return 'unknown';
}
