import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkBudgets } from '../../../app-src/build/budgets.ts';
import { buildStandalone } from '../../../app-src/build/standalone.ts';
import { appFolder } from '../app-server.ts';

describe('the budgets of a build', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'holdfast-budgets-'));
    for (const part of ['static/chunks', 'diagnostics'])
      mkdirSync(path.join(folder, '.next', part), { recursive: true });
    chunk('editor', 'const name = "ProseMirror";');
    chunk('main', 'console.log("a page");');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const chunk = (name: string, text: string) =>
    writeFileSync(path.join(folder, `.next/static/chunks/${name}.js`), text);

  /** A page that loads these chunks first. */
  const page = (route: string, ...names: string[]) =>
    writeFileSync(
      path.join(folder, '.next/diagnostics/route-bundle-stats.json'),
      JSON.stringify([{ route, firstLoadChunkPaths: names.map((name) => `.next/static/chunks/${name}.js`) }]),
    );

  it('hold for small pages, and leave a report with the compressed size of each', async () => {
    page('/[locale]', 'main');
    const { routes } = await checkBudgets(folder);
    expect(routes).toMatchObject([{ route: '/[locale]', limitBytes: 152_000 }]);
    expect(routes[0]?.bytes).toBeGreaterThan(20);
    const report = JSON.parse(readFileSync(path.join(folder, '.next/bundle-report.json'), 'utf8')) as unknown;
    expect(report).toMatchObject({ routes, breaches: [] });
  });

  it('fail the build when a page loads more than its own, and say which', async () => {
    chunk('main', `const numbers = ${JSON.stringify(Array.from({ length: 1_500 }, () => Math.random()))};`);
    page('/[locale]/dashboard', 'main');
    await expect(checkBudgets(folder, { site: 1, app: 10 })).rejects.toThrow(
      /\/\[locale\]\/dashboard loads \d+\.\d kB of scripts first, more than its 10\.0 kB/,
    );
  });

  it('fail the build when the text editor is part of a first load', async () => {
    page('/[locale]/proposals/editor', 'main', 'editor');
    await expect(checkBudgets(folder)).rejects.toThrow(
      '/[locale]/proposals/editor loads the text editor (ProseMirror) first',
    );
  });

  it('fail the build when the text editor is not found at all, for then nothing is known of it', async () => {
    chunk('editor', '');
    page('/[locale]', 'main');
    await expect(checkBudgets(folder)).rejects.toThrow('No script holds the text editor');
  });

  it('F4: hold for the product', async () => {
    await buildStandalone(appFolder);
    const { routes, deferred } = await checkBudgets(appFolder);
    expect(routes.map(({ route }) => route)).toContain('/[locale]/proposals/editor');
    expect(Object.values(deferred).flat().length).toBeGreaterThan(0);
  });
});
