import { DISRUPTIONS } from '../../../disruptions.ts';

const DOWN = ['lost', 'fails', 'stops'];

/** Without a script, a link to a button cannot check it: while none is chosen, the address chooses. */
function linked(button: string): string {
  return `:root:not(.scripted) :has(#topology-none:checked):has(${button}:target)`;
}

/** What the checked disruption shows, and how it marks each node; the words in the nodes tell it without colour. */
const CHOICES = DISRUPTIONS.map((disruption) => {
  const chosen = `.topology:is(:has(#topology-${disruption}:checked),${linked(`#topology-${disruption}`)})`;
  const mark = (kinds: readonly string[], rule: string): string =>
    `${kinds.map((kind) => `${chosen} .${disruption}-${kind}`).join(',')}{${rule}}`;
  return [
    `${chosen} .at-${disruption}{display:inline}${chosen} .at-none{display:none}`,
    mark(DOWN, '--edge:var(--breached);--fill:var(--breached-soft);--say:var(--breached)'),
    mark(['lost'], '--thick:3'),
    mark(
      ['unproven', 'degrades'],
      '--edge:var(--unproven);--fill:var(--unproven-soft);--say:var(--unproven)',
    ),
    mark(['takes-over'], '--edge:var(--holds);--fill:var(--holds-soft);--say:var(--holds);--thick:2.5'),
    `${chosen} .row-${disruption}{background:var(--sunk)}`,
  ].join('\n');
}).join('\n');

/** The drawing, the choice of a disruption, the legend. */
export const TOPOLOGY_STYLES = `.chooser{border:0;margin:.75rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}
.chooser legend{padding:0;margin-bottom:.35rem;font-size:.8125rem;color:var(--quiet)}
.chooser label{position:relative;display:inline-block;cursor:pointer}
.chooser input{scroll-margin-top:4rem;position:absolute;opacity:0;inset:0;width:100%;height:100%;margin:0;cursor:pointer}
.chooser span{display:block;padding:.3rem .7rem;border:1px solid var(--line-strong);border-radius:4px;background:var(--card);font-size:.875rem}
${linked('input')} #topology-none+span{background:var(--card);border-color:var(--line-strong);color:inherit;font-weight:inherit}
.chooser input:checked+span,:root:not(.scripted) .topology:has(#topology-none:checked) input:target+span{background:var(--ink);border-color:var(--ink);color:var(--page);font-weight:600}
.chooser input:focus-visible+span{outline:2px solid var(--focus);outline-offset:2px}
.drawing{display:block;max-width:100%;height:auto;min-width:50rem;font-family:inherit}
.drawing>rect{fill:var(--sunk);stroke:var(--line-strong)}.drawing .frame-recovery,.drawing .frame-other{fill:none;stroke-dasharray:5 4}
.drawing text{fill:var(--ink)}
.drawing .region-title{font-size:13px;font-weight:600;fill:var(--quiet)}
.drawing .line{fill:none;stroke:var(--quiet);stroke-width:1.5}.drawing .line.soft{stroke-dasharray:6 4}.drawing .line.twin{stroke-dasharray:1.5 4;stroke-linecap:round}
.drawing .head{fill:var(--quiet)}
.node rect{fill:var(--fill,var(--card));stroke:var(--edge,var(--line-strong));stroke-width:var(--thick,1.5)}.node .stand-in{stroke-dasharray:4 3}
.node .name{font-size:12px;font-weight:600}.drawing .effect{font-size:12px;fill:var(--say,var(--quiet))}
.node .effect:not(.at-none){display:none;font-weight:600}
.evidence li+li{margin-top:.6rem}.evidence,.evidence~.quiet{font-size:.8125rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;margin:.5rem 0 0;padding:0;font-size:.8125rem;color:var(--quiet)}
.legend .sample{display:inline-block;width:1.8rem;margin-right:.4rem;vertical-align:middle;border-top:2px solid var(--quiet)}.legend .soft{border-top-style:dashed}.legend .twin{border-top-style:dotted}
.topology .effects{margin-top:.75rem}.effects table{table-layout:fixed;min-width:48rem}.effects td{font-size:.8125rem;overflow-wrap:anywhere}.effects .plain li+li{margin-top:.3rem}
${CHOICES}
@media (min-width:44.01rem){.effects th:nth-child(1){width:7rem}.effects th:nth-child(2){width:36%}.effects th:nth-child(3){width:20%}}
@media (max-width:44rem){.effects .list{min-width:0}.topology .list td[data-head]::before{content:attr(data-head) ": ";color:var(--quiet)}.topology .list .plain{display:inline}.topology .list .plain li{display:inline}.topology .list .plain li:not(:last-child)::after{content:"; "}}
@media print{.chooser{display:none}.drawing{min-width:0}}`;
