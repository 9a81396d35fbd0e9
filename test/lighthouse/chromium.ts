import { writeFileSync } from 'node:fs';
import { type LaunchedChrome, launch } from 'chrome-launcher';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../requirements/chromium.ts';

/** Starts the Chromium of this machine for Lighthouse. End it with `kill()`. */
export async function launchChromium(): Promise<LaunchedChrome> {
  const chromePath = chromiumPath();
  if (chromePath === undefined) {
    throw new Error('There is no Chromium on the PATH: install the package "chromium" of this system.');
  }
  // Chromium's own sandbox refuses root, which containers often run as.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return launch({ chromePath, chromeFlags: ['--headless=new', '--disable-dev-shm-usage', ...sandbox] });
}

/** A cookie of a browser, for every page of `url`. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

/** Gives the browser these cookies and no others. Lighthouse leaves them alone. */
export async function setCookies({ port }: LaunchedChrome, cookies: readonly Cookie[]): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  try {
    const [context] = browser.contexts();
    await context?.clearCookies();
    await context?.addCookies(cookies);
  } finally {
    // This only ends the connection.
    await browser.close();
  }
}

/**
 * Lets a program and those that it starts go before what else this machine does, so that waiting for a processor is not counted as slowness
 * of the page. Linux groups programs by session for this (sched(7), autogroup), and only root may go first.
 * @returns whether it goes first
 */
export function goesFirst({ pid }: { readonly pid: number }): boolean {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, '-18');
    return true;
  } catch {
    return false;
  }
}

/** Such as `Chrome 156.0.8078.79`. */
export async function browserName({ port }: LaunchedChrome): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/json/version`);
  return ((await response.json()) as { readonly Browser: string }).Browser.replace('/', ' ');
}
