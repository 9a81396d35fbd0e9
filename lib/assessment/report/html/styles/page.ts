/** Layout of the page, its header, its contents list and the matrix. */
export const PAGE_STYLES = `*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:from-font}
a:focus-visible,summary:focus-visible,button:focus-visible,.scroll:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:2px}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:1.75rem;letter-spacing:-.015em}h2{font-size:1.25rem;letter-spacing:-.01em}h3{font-size:1.05rem}h4{font-size:.95rem}h5{font-size:.9rem}
p{margin:.4rem 0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.frame{max-width:76rem;margin:0 auto;padding:0 1.25rem 4rem;display:grid;grid-template-columns:minmax(0,1fr);column-gap:3rem}
.top{padding:2.25rem 0 1.25rem}
.eyebrow{margin:0 0 .3rem;color:var(--quiet);font-size:.85rem}
.top h1 .quiet{font-weight:400}
.judgement{display:flex;flex-wrap:wrap;gap:.35rem 1rem;align-items:baseline;margin:1rem 0 .75rem;padding:.8rem 1rem;border-left:4px solid;border-radius:3px}
.judgement p{margin:0;flex:1 1 20rem;color:var(--ink)}
.judgement.holds{border-color:var(--holds);background:var(--holds-soft)}.judgement.breached{border-color:var(--breached);background:var(--breached-soft)}
.judgement.unproven{border-color:var(--unproven);background:var(--unproven-soft)}.judgement.undeclared{border-color:var(--undeclared);background:var(--undeclared-soft)}
.judgement .badge{font-size:1.05rem;padding:0;background:none}
.basis{display:flex;flex-wrap:wrap;gap:.15rem 1.5rem;margin:0;color:var(--quiet);font-size:.875rem}
.basis div{display:flex;gap:.4rem}.basis dt::after{content:":"}.basis dd{margin:0;color:var(--ink)}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.875rem}
nav button{margin-top:.75rem;font:inherit;font-size:.8125rem;color:var(--ink);background:var(--card);border:1px solid var(--line-strong);border-radius:4px;padding:.3rem .6rem;cursor:pointer}
nav button[aria-pressed=true]{background:var(--sunk)}
section{padding-top:2.25rem}
section>h2{padding-bottom:.35rem;border-bottom:1px solid var(--line-strong)}
.lead{color:var(--quiet);font-size:.875rem;max-width:68ch}
footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.8125rem}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--quiet);font-weight:500;font-size:.8125rem}tbody th{font-weight:600}
.matrix{table-layout:fixed;margin-top:.5rem}
.matrix th:nth-child(1){width:23%}.matrix th:nth-child(2),.matrix th:nth-child(3){width:19%}.matrix th:nth-child(5){width:8.5rem}
.matrix .pair{display:flex;justify-content:space-between;gap:0 .5rem;align-items:baseline;flex-wrap:wrap}
.meaning{display:block;font-weight:400;color:var(--quiet);font-size:.8125rem;line-height:1.4}
.scroll{overflow-x:auto;margin-top:.5rem}
h3 .quiet{font-weight:400}.scroll+h3{margin-top:1.5rem}.lead+h3{margin-top:1rem}
.components{table-layout:fixed}.components th:nth-child(1),.components th:nth-child(2){width:20%}.components th:nth-child(3){width:12%}.components th:nth-child(4){width:20%}
@media (min-width:70rem){.frame{grid-template-columns:10.5rem minmax(0,1fr)}.top,footer{grid-column:1/-1}
nav{position:sticky;top:1.5rem;align-self:start;padding-top:2.4rem}nav ul{flex-direction:column}}
@media (max-width:44rem){.frame{padding:0 1rem 3rem}h1{font-size:1.4rem}
.matrix,.matrix tbody,.matrix tr,.matrix th,.matrix td{display:block;width:auto!important}.matrix thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.matrix tbody tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem .9rem;margin-bottom:.75rem}
.matrix td{grid-column:1/-1}.matrix th{grid-area:1/1}.matrix td.verdict{grid-area:1/2}
.matrix th,.matrix td{border:0;padding:.2rem 0}.matrix td[data-head]::before{content:attr(data-head);color:var(--quiet);font-size:.75rem;margin-right:.4rem}
.scroll table{min-width:36rem}
.scroll .list{min-width:0}.list,.list tbody,.list tr,.list th,.list td{display:block;width:auto}.list thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.list tbody tr{padding:.5rem 0;border-bottom:1px solid var(--line)}.list tbody th,.list tbody td{border:0;padding:.1rem 0}.right{white-space:normal}}
@media print{.frame{display:block;max-width:none;padding:0}nav,.skip{display:none}body{font-size:10.5pt}details::details-content{content-visibility:visible;display:block;height:auto}
.scroll{overflow:visible}tr,.finding,.term-list li{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}}`;
