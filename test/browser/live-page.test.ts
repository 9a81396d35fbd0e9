import type { Browser, Page } from 'playwright-core';
import { PageServer } from '../../local/live-page/page-server.ts';
import { type Rendered, render } from '../../local/live-page/view/regions.ts';
import { freePort } from '../../local/processes/free-port.ts';
import { calm, hangingPrimary, inTheMiddleOfAFault } from '../local/live-page/made-up-views.ts';
import { axeViolations } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { focused, overflow } from './measure.ts';
import { type VisitorOptions, visitor } from './visitors.ts';

const moments = { 'when all is calm': calm(), 'in the middle of a fault': inTheMiddleOfAFault() };

let browser: Browser;
let rendered: Rendered;
let server: PageServer;
let port: number;

const serve = () => PageServer.listen(port, () => rendered);

beforeAll(async () => {
  browser = await launchBrowser();
  port = await freePort();
});
beforeEach(async () => {
  rendered = render(calm());
  server = await serve();
});
afterEach(() => server.close());
afterAll(() => browser?.close());

/** Opens the page; whatever it logs or is refused fails the test. */
async function open(
  options: Omit<VisitorOptions, 'origin'> = {},
): Promise<{ page: Page; trouble: string[] }> {
  const page = await visitor(browser, { origin: server.address, ...options });
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  await page.goto('/');
  return { page, trouble };
}

const looks = Object.keys(moments).flatMap((moment) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['desktop', 'phone'] as const).map((device) => ({ moment, theme, device })),
  ),
);

describe('the live page', () => {
  it.each(looks)('is accessible $moment, in $theme, on a $device', async ({ moment, theme, device }) => {
    rendered = render(moments[moment as keyof typeof moments]);
    const { page, trouble } = await open({ theme, device });
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    // One of the two drawings, the one that fits.
    expect(await page.locator('svg.drawing:visible').count()).toBe(1);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('shows what happens without being loaded again, in the title of the window too', async () => {
    const { page, trouble } = await open();
    await page.getByText('Everything serves').waitFor();
    expect(await page.title()).toBe('Everything serves · Holdfast');
    rendered = render(inTheMiddleOfAFault());
    server.followers.tell(rendered);
    await page.getByRole('status').getByText('Users get errors').waitFor();
    await page.getByRole('row', { name: /postgres-a primary unhealthy/ }).waitFor();
    await page.getByRole('heading', { name: 'Drill: The primary of PostgreSQL hangs' }).waitFor();
    expect(await page.title()).toBe('Users get errors · Holdfast');
    const outcome = { verdict: 'held', sentence: 'Writes were back after 7.9 s.' } as const;
    server.followers.tell(render(calm({ drill: hangingPrimary({ outcome }) })));
    await page.getByText('Writes were back after 7.9 s.').waitFor();
    await page.getByText('Everything serves').waitFor();
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('says that what it shows is old when the supervisor is gone, and goes on when it is back', async () => {
    const { page } = await open();
    await page.getByText('Everything serves').waitFor();
    await server.close();
    const notice = page.getByRole('alert').getByText('The supervisor does not answer.');
    await notice.waitFor();
    expect(await page.title()).toBe('No connection · Holdfast');
    expect(await page.getByRole('row', { name: /postgres-a/ }).count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    rendered = render(inTheMiddleOfAFault());
    server = await serve();
    await page.getByText('Users get errors').waitFor();
    await notice.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('says so when the supervisor is silent, although the connection stands', async () => {
    const { page } = await open();
    await page.getByRole('alert').getByText('The supervisor does not answer.').waitFor();
    server.followers.tell(rendered);
    await page.getByText('The supervisor does not answer.').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('can be reached by keyboard, and shows the moment to browsers without scripts', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toEqual({ text: 'Skip to the content', seen: true, large: true });
    await page.context().close();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(server.address);
    await plain.getByText('as of 12:00:00 UTC').waitFor();
    await plain.getByText('Everything serves').waitFor();
    await context.close();
  });
});
