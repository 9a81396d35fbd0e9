/** Of the HTML report. Colours of lines keep 3:1 against the page in both themes. */
export const styleSheet = `
:root { color-scheme: light dark; --page: #f7f7f3; --surface: #fff; --ink: #1f2a24; --muted: #55635b; --line: #d8ddd6; --good: #1f6b45; --bad: #a3301f;
  --c0: #1f6b45; --c1: #b25a00; --c2: #8a2f7a; --c3: #1f5fa8; --c4: #7a6a00; --c5: #5b5b66; }
@media (prefers-color-scheme: dark) { :root { --page: #151a17; --surface: #1d2420; --ink: #e8eee9; --muted: #a3b0a8; --line: #37423b; --good: #7fd0a3; --bad: #ff9c8a;
  --c0: #7fd0a3; --c1: #f2a65a; --c2: #d99be0; --c3: #8fbdf5; --c4: #d9c95a; --c5: #b5b5c2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1rem 4rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1, h2 { font-family: Georgia, serif; font-weight: 500; line-height: 1.2; }
h1 { font-size: 2.25rem; margin: 0 0 1rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; }
p, li { max-width: 75ch; }
.verdicts { list-style: none; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.verdicts li { background: var(--surface); border: 1px solid var(--line); border-left: .35rem solid var(--good); border-radius: .5rem; padding: .75rem 1rem; }
.verdicts li.missed { border-left-color: var(--bad); }
.verdicts strong { display: block; font-size: 1.5rem; color: var(--good); }
.verdicts .missed strong { color: var(--bad); }
.verdicts small { color: var(--muted); }
.charts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
figure { margin: 0; padding: .75rem; background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; }
figcaption { font-weight: 600; }
.unit { color: var(--muted); font-weight: 400; }
svg { display: block; width: 100%; height: auto; }
.row { stroke: var(--line); stroke-width: 1; }
.mark { fill: var(--muted); font-size: 12px; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.target { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
${[0, 1, 2, 3, 4, 5].map((at) => `path.c${at} { stroke: var(--c${at}); } i.c${at} { background: var(--c${at}); }`).join('\n')}
i.limit { background: var(--bad); }
.legend { list-style: none; margin: .25rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem; }
.legend i { display: inline-block; width: .9rem; height: .25rem; margin-right: .4rem; vertical-align: middle; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 600; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
`;
