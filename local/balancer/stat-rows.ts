/** One line of HAProxy's statistics: the cell of a column, empty when there is no such column. */
export type StatRow = (column: string) => string;

/** Reads the answer to `show stat` (management guide, section 9.1). */
export function statRows(csv: string): readonly StatRow[] {
  const [head = '', ...rows] = csv.trim().replace(/^# /, '').split('\n');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return (column) => cells[names.indexOf(column)] ?? '';
  });
}

/** Answers by the first digits of their statuses. */
export function answersOf(row: StatRow, digits: readonly number[] = [1, 2, 3, 4, 5]): number {
  return digits.reduce((total, digit) => total + Number(row(`hrsp_${digit}xx`)), 0);
}
