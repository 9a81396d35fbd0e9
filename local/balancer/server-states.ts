/** What HAProxy knows of one server. */
export interface ServerState {
  /** Such as `UP`, `DOWN`, `MAINT`, `DRAIN`, or `UP 1/3` on its way down. */
  readonly status: string;
  /** Requests or connections under way. */
  readonly current: number;
  /** Answers so far, and those of them with a status of 500 or more. */
  readonly answers: number;
  readonly errors: number;
}

/** Reads the answer to `show stat` into states by `backend/server`. */
export function serverStates(csv: string): ReadonlyMap<string, ServerState> {
  const [head = '', ...rows] = csv.trim().replace(/^# /, '').split('\n');
  const names = head.split(',');
  return new Map(
    rows.map((row) => {
      const cells = row.split(',');
      const cell = (name: string) => cells[names.indexOf(name)] ?? '';
      const sum = (kinds: readonly number[]) =>
        kinds.reduce((total, kind) => total + Number(cell(`hrsp_${kind}xx`)), 0);
      return [
        `${cell('pxname')}/${cell('svname')}`,
        {
          status: cell('status'),
          current: Number(cell('scur')),
          answers: sum([1, 2, 3, 4, 5]),
          errors: sum([5]),
        },
      ];
    }),
  );
}
