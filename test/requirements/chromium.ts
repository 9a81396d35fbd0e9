import { findProgram } from './command.ts';
import { installDebianPackages } from './debian.ts';
import type { Requirement } from './requirement.ts';

/** Names under which systems install Chromium, or Chrome, which does as well. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of the browser on this machine. */
export function chromiumPath(): string | undefined {
  return NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
}

export const chromium: Requirement = {
  name: 'Chromium',
  usedThrough: ['browser/browser.ts'],
  isPresent: () => chromiumPath() !== undefined,
  install: () => installDebianPackages('chromium'),
};
