import type { ExplainedEstimate, ExplainedRoute, Explanation } from '../../../lib/assessment/explain.ts';
import { paint as paintFor } from '../../../lib/assessment/report/table/paint.ts';
import { wrap, wrapBehind } from '../../../lib/assessment/report/table/text.ts';
import type { Look } from '../output.ts';

/** An explanation to be read from top to bottom: what happens, the way back in use, the others. */
export function renderExplanation(explanation: Explanation, { color, width: columns }: Look): string {
  const paint = paintFor(color);
  const width = Math.max(columns, 40);
  const { component, disruption, summary, routes } = explanation;
  const [used, ...others] = [...routes].sort((one, other) => Number(other.used) - Number(one.used));
  const lines = [
    ...wrap(`${component.name} · ${disruption}`, width).map(paint.strong),
    ...wrap(component.id, width).map(paint.quiet),
    '',
    ...wrap(summary.join(' '), width),
    ...(used ? ['', paint.strong('THE WAY BACK'), ...routeLines(used, width)] : []),
    ...(others.length > 0 ? ['', paint.strong('OTHER WAYS')] : []),
    ...others.flatMap((route, index) => [...(index === 0 ? [] : ['']), ...routeLines(route, width)]),
  ];
  return `${lines.join('\n')}\n`;
}

function routeLines(route: ExplainedRoute, width: number): string[] {
  const same = JSON.stringify(route.rto) === JSON.stringify(route.rpo);
  return [
    ...wrapBehind('  ', `${route.name.charAt(0).toUpperCase()}${route.name.slice(1)} [${route.id}]`, width),
    ...wrapBehind('    ', route.why, width),
    ...estimateLines(same ? 'Recovery time and data loss' : 'Recovery time', route.rto, width),
    ...(same ? [] : estimateLines('Data loss', route.rpo, width)),
    ...(route.proof.length > 0 ? ['    What proves it'] : []),
    ...route.proof.flatMap((source) => wrapBehind('      ', source, width)),
  ];
}

function estimateLines(title: string, { result, terms, mends }: ExplainedEstimate, width: number): string[] {
  return [
    ...wrapBehind('    ', `${title}: ${result}`, width),
    ...terms.flatMap(({ sentence, sources }, index) => [
      ...wrapBehind(`      ${index + 1}. `, sentence, width),
      ...sources.flatMap((source) => wrapBehind('         ', source, width)),
    ]),
    ...mends.flatMap((mend) => wrapBehind('      mend: ', mend, width)),
  ];
}
