import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../requirements/chromium.ts';

/**
 * Starts a real Chromium without a window. Close it at the end; it ends with the test process in any case.
 * @throws when the machine has none, with the way to get one
 */
export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error(
      'There is no Chromium on the PATH: install the package "chromium" of this system, or run "npm test", which does so on Debian.',
    );
  }
  // Chromium's own sandbox refuses root, which tests in containers often are.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, '--disable-dev-shm-usage'] });
}
