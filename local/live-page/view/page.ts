import { html, trusted } from '../../../lib/assessment/report/html/escape.ts';
import type { RegionId, Rendered } from './regions.ts';

/** The whole page, whole also without scripts: then it shows the moment that it was loaded at. */
export function page({ title, regions }: Rendered): string {
  const region = (id: RegionId, attributes = '') =>
    trusted(`<div id="${id}"${attributes}>${regions[id]}</div>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/look.css">
<script type="module" src="/follow.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><div class="inner"><p class="brand"><span class="mark" aria-hidden="true"></span>Holdfast</p></div></header>
<main id="content" tabindex="-1">
<div><h1>The platform on this machine</h1>${region('facts')}</div>
<div id="connection" role="alert"></div>
${region('headline', ' role="status"')}
${region('drill', ' class="card"')}
<section aria-labelledby="users"><h2 id="users">What users get</h2>${region('figures')}${region('charts')}</section>
<section aria-labelledby="picture"><h2 id="picture">Topology and health</h2>${region('wide')}${region('narrow')}</section>
<section aria-labelledby="parts-title"><h2 id="parts-title">Parts</h2>${region('parts', ' class="scroll"')}</section>
<section aria-labelledby="events-title"><h2 id="events-title">Last events <span class="unit">UTC</span></h2>${region('events', ' class="card"')}</section>
</main>
</body>
</html>
`.markup;
}
