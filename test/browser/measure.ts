import type { Page } from 'playwright-core';

// What runs in the page is text: the types of a browser are not those of the tests.

/** CSS pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}

/** How far the page has moved by itself so far (cumulative layout shift). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(shift), 300);
  })`);
}

/** Goes down the whole page as a reader does, and waits until nothing more is fetched. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 300) {
      window.scrollTo({ top, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })()`);
  await page.waitForLoadState('networkidle');
}

/** The element that the keyboard is at. */
export interface Focused {
  readonly text: string;
  /** It is within the window, and marked. */
  readonly seen: boolean;
  /** It is at least 24 CSS pixels in both directions. */
  readonly large: boolean;
}

export function focused(page: Page): Promise<Focused> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const { top, bottom, left, width, height } = element.getBoundingClientRect();
    const marked = getComputedStyle(element).outlineStyle !== 'none';
    return {
      text: element.textContent.trim(),
      seen: top >= 0 && bottom <= window.innerHeight && left >= 0 && marked,
      large: width >= 24 && height >= 24,
    };
  })()`);
}
