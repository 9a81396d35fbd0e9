import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** What pages are looked at with. */
export const devices = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const satisfies Record<string, BrowserContextOptions>;

export type Device = keyof typeof devices;
export type Theme = 'light' | 'dark';

export const languages = ['en', 'zh-TW'] as const;
export type Language = (typeof languages)[number];

/** A visitor's browser: its cookies and storage are its own. */
export interface VisitorOptions {
  /** Where the app is. */
  readonly origin: string;
  readonly device?: Device;
  readonly theme?: Theme;
  readonly language?: Language;
}

/** The address of a page in a language. */
export function inLanguage(language: Language, path: string): string {
  return language === 'en' ? path : `/zh-TW${path === '/' ? '' : path}`;
}

/** A new page in a browser context of its own. Close its context at the end. */
export async function visitor(browser: Browser, options: VisitorOptions): Promise<Page> {
  const { origin, device = 'desktop', theme = 'light', language = 'en' } = options;
  const context = await browser.newContext({
    ...devices[device],
    baseURL: origin,
    colorScheme: theme,
    locale: language,
    timezoneId: 'Asia/Taipei',
    // Pictures of moving things differ from run to run.
    reducedMotion: 'reduce',
  });
  return context.newPage();
}
