/** Badges, numbers, bars, terms, routes, findings. */
export const PART_STYLES = `.quiet{color:var(--quiet)}.block{display:block}.right{white-space:nowrap}
code,.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.8125em}
td,th{overflow-wrap:break-word}td code,th code,td .path,th .path{overflow-wrap:anywhere}td>.path{display:block}
.plain{list-style:none;margin:0;padding:0}
.badge{display:inline-block;white-space:nowrap;font-size:.8125rem;font-weight:600;line-height:1.4;padding:.05rem .45rem;border-radius:3px}
.badge.holds{color:var(--holds);background:var(--holds-soft)}.badge.breached{color:var(--breached);background:var(--breached-soft)}
.badge.unproven{color:var(--unproven);background:var(--unproven-soft)}.badge.used{color:var(--ink);background:var(--sunk)}.badge.undeclared{color:var(--undeclared);background:var(--undeclared-soft)}
.deciding{display:block;font-size:.8125rem;font-weight:400;color:var(--quiet)}h3 .deciding{display:inline}
.kind{color:var(--quiet);font-size:.75rem;border:1px solid var(--line);border-radius:3px;padding:0 .3rem;white-space:nowrap}
.number{white-space:nowrap;font-weight:600;color:var(--ink);text-decoration-style:dotted;text-decoration-color:var(--quiet)}
.number.breached{color:var(--breached)}.number.unproven{color:var(--unproven)}
.bar{display:block;width:100%;height:10px;margin-top:.2rem}
.bar .track{fill:var(--sunk)}.bar .target{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.bar.holds .fill{fill:var(--holds)}.bar.breached .fill{fill:var(--breached)}.bar.unproven .fill{fill:var(--unproven)}.bar.undeclared .fill,.bar.share .fill{fill:var(--quiet)}
.bar.unknown .fill,.bar.unrecoverable .fill{fill:none;stroke:currentColor;stroke-width:1;vector-effect:non-scaling-stroke}
.bar.unknown .fill{stroke-dasharray:3 3;stroke:var(--unproven)}.bar.unrecoverable .fill{stroke:var(--breached);fill:var(--breached-soft)}
.bar.undeclared.unknown .fill,.bar.undeclared.unrecoverable .fill{stroke:var(--quiet);fill:none}
.share{min-width:6rem}
.disruption,article{padding:1.1rem 0;border-bottom:1px solid var(--line)}article:last-of-type{border-bottom:0}
article h4{margin:.9rem 0 .3rem}
.pairs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:.25rem 2rem}
.judged p{font-size:.875rem}
.judged h4{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}.judged h4 .quiet{font-weight:400}
.path-row{display:flex;gap:.6rem;font-size:.875rem;margin:.3rem 0}.path-row>.quiet{flex:none}.route{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem .4rem;font-size:.875rem}
.route .quiet{font-size:.8125rem}.route li:not(:last-child)::after{content:"→";color:var(--quiet);margin-left:.4rem}
details{margin:.3rem 0}
summary{cursor:pointer;font-size:.875rem;padding:.15rem 0;display:flex;flex-wrap:wrap;gap:0 .5rem;align-items:baseline;list-style:none}summary::-webkit-details-marker{display:none}
summary::before{content:"▸"/"";color:var(--quiet);width:.7rem}details[open]>summary::before{content:"▾"/""}summary:hover{color:var(--link)}
details.component{border-top:1px solid var(--line);margin:0;padding:.25rem 0}details.component[open]{padding-bottom:.75rem}
details.component>summary .name{font-weight:600}.figures{color:var(--quiet);white-space:nowrap;margin-left:auto}.figures b{color:var(--ink)}
.way{margin:.6rem 0 1.1rem .4rem;padding-left:.9rem;border-left:2px solid var(--line)}
.way h5{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}.way h5 code{font-weight:400}.way p{font-size:.875rem}
.terms{background:var(--card);border:1px solid var(--line);border-radius:5px;padding:.6rem .8rem;margin:.3rem 0;font-size:.875rem}
.terms{scroll-margin-top:9rem}.terms:target{border-color:var(--focus);box-shadow:0 0 0 1px var(--focus)}tr:target,details:target>summary{background:var(--sunk)}
.phases{display:block;width:100%;height:6px;margin-bottom:.6rem}
.phases .detect{fill:var(--detect)}.phases .decide{fill:var(--decide)}.phases .recover{fill:var(--recover)}.phases .switch{fill:var(--switch)}
.term-list{list-style:none;margin:0;padding:0}
.term-list li{display:grid;grid-template-columns:4.6rem minmax(0,1fr) auto;gap:.1rem .6rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
.phase{color:var(--quiet);font-size:.8125rem;white-space:nowrap}.phase::before{content:"";display:inline-block;width:.55rem;height:.55rem;border-radius:2px;margin-right:.35rem}
.phase.detect::before{background:var(--detect)}.phase.decide::before{background:var(--decide)}.phase.recover::before{background:var(--recover)}.phase.switch::before{background:var(--switch)}
.seconds{font-weight:600;text-align:right}.seconds .quiet{font-weight:400}.how{grid-column:2/-1}.origins .deciding{display:block;font-size:.8125rem;font-weight:400;color:var(--quiet)}h3 .deciding{display:inline}
.kind{margin-right:.15rem}
.formula{display:block;color:var(--ink)}
.origins{list-style:none;margin:.1rem 0 0;padding:0;font-size:.8125rem}.origins li{display:block;padding:.1rem 0;border:0}
.term-list .origins li{display:block}
.sum{font-weight:600;text-align:right;margin:.45rem 0 0}
.figures-list{display:flex;flex-wrap:wrap;gap:.25rem 2.5rem;margin:.5rem 0}.figures-list dt{color:var(--quiet);font-size:.8125rem}.figures-list dd{margin:0;font-size:1.2rem}
.sensitivity{margin:.25rem 0;padding-left:1.1rem;font-size:.875rem}
.findings{list-style:none;margin:.25rem 0 0;padding:0}
.finding{padding:.8rem 0 .8rem .9rem;border-bottom:1px solid var(--line);border-left:3px solid var(--line-strong);margin-top:.6rem}
.finding.breached{border-left-color:var(--breached)}.finding.unproven{border-left-color:var(--unproven)}
.finding p{margin:.15rem 0}.finding .quiet{font-size:.8125rem}
.mends{list-style:none;margin:.35rem 0;padding:.5rem .75rem;background:var(--sunk);border-radius:4px;font-size:.875rem}
.mends li+li{margin-top:.4rem}.mends .path{display:block;color:var(--quiet)}
@media (max-width:44rem){.term-list li{grid-template-columns:minmax(0,1fr) auto}.term-list .label{grid-column:1/-1;grid-row:2}.term-list .seconds{grid-column:2;grid-row:1}.how{grid-column:1/-1}
.way{margin-left:0}.figures{margin-left:1.2rem;flex-basis:100%}}`;
