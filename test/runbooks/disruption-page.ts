import { parseDuration } from '../../lib/duration.ts';
import { readRunbook } from './markdown.ts';

/** One numbered step of a way back. */
export interface Step {
  readonly number: number;
  readonly title: string;
  readonly owner: string;
  /** Seconds by the term of the model that they belong to. */
  readonly budgets: readonly { readonly term: string; readonly seconds: number }[];
  readonly text: string;
}

/** Steps in order. Without a kind they bring back the whole platform, else the components of that kind. */
export interface Way {
  readonly kind: string | undefined;
  readonly steps: readonly Step[];
}

/** The page of a disruption. */
export interface DisruptionPage {
  readonly text: string;
  /** Rows of the table at the top, by their first column. */
  readonly table: Readonly<Record<string, string>>;
  /** Headings of the sections in order; what ways back there are does not matter. */
  readonly sections: readonly string[];
  readonly ways: readonly Way[];
}

/** @throws Error that names the step whose owner or time cannot be read */
export function readDisruptionPage(disruption: string): DisruptionPage {
  const text = readRunbook(`disruptions/${disruption}.md`);
  const [top = '', ...parts] = text.split(/^## /m);
  const named = parts.map((part) => ({ name: part.split('\n', 1)[0] ?? '', part }));
  const rows = [...top.matchAll(/^\| (\w+) \| (.+) \|$/gm)];
  return {
    text,
    table: Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value])),
    sections: [...new Set(named.map(({ name }) => (name.startsWith('Steps') ? 'Steps' : name)))],
    ways: named
      .filter(({ name }) => name.startsWith('Steps'))
      .map(({ name, part }) => ({ kind: /\(`(.+)`\)$/.exec(name)?.[1], steps: stepsOf(disruption, part) })),
  };
}

function stepsOf(disruption: string, part: string): Step[] {
  const [, ...steps] = part.split(/^### /m);
  return steps.map((text) => {
    const [, number, title = ''] = /^(\d+)\. (.+)\n/.exec(text) ?? [];
    const [, owner, times] = /^\*\*(.+?)\.\*\* (.+`)\.$/m.exec(text) ?? [];
    if (number === undefined || owner === undefined || times === undefined) {
      throw new Error(`${disruption}.md, "${text.split('\n', 1)[0]}": no number, owner or time.`);
    }
    return {
      ...{ number: Number(number), title, owner, text },
      budgets: times.split('; ').map((time) => budgetOf(`${disruption}.md, step ${number}`, time)),
    };
  });
}

/** `1 h 25 min, `rds.restorePerGiB`` */
function budgetOf(where: string, time: string): { term: string; seconds: number } {
  const [, duration = '', term] = /^(.+), `(.+)`$/.exec(time) ?? [];
  const seconds = parseDuration(duration.replaceAll('min', 'm').replaceAll(' ', ''));
  if (term === undefined || seconds === undefined)
    throw new Error(`${where}: "${time}" is no time of a term.`);
  return { term, seconds };
}
