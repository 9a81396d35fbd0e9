/** Light, and dark where the reader’s system is. Text has a contrast of at least 4.5 on its ground. */
export const timelineStyle = `
svg{--ground:#fff;--ink:#1b1e22;--quiet:#565d66;--line:#dcdcd7;--answered:#1d5fa8;--failed:#a8201a;--failed-soft:#fbe6e4;--slow:#8a5a00;--good:#17663a;--injected:#a8201a;--detected:#7a4d00;--acted:#6d4a9c;--recovered:#17663a;--healed:#565d66;color-scheme:light dark}
@media(prefers-color-scheme:dark){svg{--ground:#191c20;--ink:#e8e9e7;--quiet:#a5acb5;--line:#2d3238;--answered:#6fb0f0;--failed:#ff9a90;--failed-soft:#3d1a18;--slow:#f1c266;--good:#7ad3a0;--injected:#ff9a90;--detected:#f1c266;--acted:#c4a6ea;--recovered:#7ad3a0;--healed:#a5acb5}}
text{font:12px system-ui,sans-serif;fill:var(--ink)}
.title{font-size:16px;font-weight:600}
.quiet{fill:var(--quiet)}
.end{text-anchor:end}
.middle{text-anchor:middle}
.ground{fill:var(--ground)}
.line{stroke:var(--line)}
.served{stroke:var(--good);stroke-width:2}
.out{fill:var(--failed)}
.answered{fill:none;stroke:var(--answered);stroke-width:1.5}
.failed{fill:var(--failed)}
.slow{fill:none;stroke:var(--slow);stroke-width:1.5}
.answered,.slow{stroke-linecap:round}
.answered-name{fill:var(--answered)}
.slow-name{fill:var(--slow)}
.away{fill:var(--failed-soft)}
.mark{stroke-width:1.5;stroke-dasharray:4 3;stroke:var(--kind)}
.dot{fill:var(--kind)}
.number{fill:var(--ground);font-size:11px;font-weight:600;text-anchor:middle}
.injected{--kind:var(--injected)}
.detected{--kind:var(--detected)}
.acted{--kind:var(--acted)}
.recovered{--kind:var(--recovered)}
.healed{--kind:var(--healed)}
`;
