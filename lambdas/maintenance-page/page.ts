/**
 * What visitors see when no region can answer. Self-contained, since there is nothing left to load from. It does not
 * reload itself: that would interrupt whoever reads it with a screen reader, and add load to what is coming back.
 */
export function maintenancePage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Back shortly · Holdfast</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<svg width="56" height="56" viewBox="0 0 32 32" fill="none" aria-hidden="true">
<rect width="32" height="32" rx="8" fill="currentColor"/>
<path d="M10 8v16M22 8v16M10 16h12" stroke="var(--surface)" stroke-width="3.2" stroke-linecap="round"/>
</svg>
<h1>We’ll be back shortly</h1>
<p class="lead">Holdfast cannot be reached right now. We have been told, and are working on it.</p>
<p>Please try again in a minute.</p>
<p><a href="">Try again</a></p>
</main>
<footer>Status 503 · temporarily unavailable</footer>
</body>
</html>
`;
}

/** Colours of the app, contrast 7:1 or better for text in both schemes. */
const STYLE = `
:root{color-scheme:light dark;--page:#faf8f3;--surface:#fff;--line:#dfdacd;--ink:#18211c;--muted:#4b564f;--accent:#0a543f;--on-accent:#fff;--shadow:0 1px 2px rgb(24 33 28/6%),0 18px 40px -18px rgb(24 33 28/22%)}
@media (prefers-color-scheme:dark){:root{--page:#0f1512;--surface:#18201b;--line:#2c372f;--ink:#edf2ed;--muted:#b3beb6;--accent:#86dcbc;--on-accent:#08130e;--shadow:0 1px 2px rgb(0 0 0/40%),0 18px 40px -18px rgb(0 0 0/70%)}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:grid;grid-template-rows:1fr auto;place-items:center;padding:clamp(1.25rem,5vw,4rem) clamp(1.25rem,5vw,4rem) 1.5rem;background:var(--page);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:36rem;padding:clamp(2rem,6vw,3.5rem);background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow)}
svg{display:block;color:var(--accent);margin-bottom:1.5rem}
h1{margin:0 0 .75rem;font:600 clamp(2rem,6vw,2.75rem)/1.12 "Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",Georgia,serif;letter-spacing:-.015em;text-wrap:balance}
p{margin:0 0 1rem;color:var(--muted);text-wrap:pretty}
p:last-child{margin:0}
.lead{font-size:1.1875rem;color:var(--ink)}
a{display:inline-block;margin-top:.5rem;padding:.6rem 1.25rem;border-radius:8px;background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:4px}
footer{margin-top:2rem;font-size:.875rem;color:var(--muted)}
`.replaceAll('\n', '');
