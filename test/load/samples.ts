/** One request that has ended. */
export interface Sample {
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** Method and pattern of the address, such as `GET /api/proposals/{id}`. */
  readonly name: string;
  /** From sending to the last byte of the answer. */
  readonly milliseconds: number;
  /** No answer, or one that is neither a success nor a redirection. */
  readonly failed: boolean;
  /** 0 when no answer came. */
  readonly status: number;
}

/** How many users there were at a moment. */
export interface UserCount {
  readonly at: number;
  readonly users: number;
}

/** Reads what k6 writes with `--out csv`, in pieces as it comes. It quotes nothing here, because no tag holds a comma. */
export class SampleReader {
  readonly samples: Sample[] = [];
  readonly userCounts: UserCount[] = [];
  #rest = '';
  #columns: ReadonlyMap<string, number> | undefined;

  /** Takes the next piece, which may end in the middle of a line. */
  take(piece: string): void {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#line(line.split(','));
    }
  }

  #line(cells: readonly string[]): void {
    if (this.#columns === undefined) {
      this.#columns = new Map(cells.map((name, index) => [name, index]));
      return;
    }
    const columns = this.#columns;
    const cell = (name: string) => cells[columns.get(name) ?? -1] ?? '';
    const at = Number(cell('timestamp'));
    if (cell('metric_name') === 'vus') {
      this.userCounts.push({ at, users: Number(cell('metric_value')) });
    } else if (cell('metric_name') === 'http_req_duration') {
      const status = Number(cell('status'));
      const failed = status < 200 || status >= 400;
      this.samples.push({
        at,
        name: cell('name'),
        milliseconds: Number(cell('metric_value')),
        failed,
        status,
      });
    }
  }
}
