import { pagePattern } from './page-pattern.ts';

const endpoint = '/api/browser-errors';

/** An error that repeats says nothing new, and a loop of errors must not become a loop of requests. */
const mostPerVisit = 5;
let reported = 0;

/** Tells the service of an error that nobody caught. */
export function reportBrowserError(reason: unknown): void {
  if (reported >= mostPerVisit) {
    return;
  }
  reported += 1;
  const error = reason instanceof Error ? reason : new Error(String(reason));
  const body = JSON.stringify({
    name: error.name.slice(0, 100),
    message: error.message.slice(0, 500),
    ...(error.stack !== undefined && { stack: error.stack.slice(0, 3_000) }),
    page: pagePattern(),
  });
  navigator.sendBeacon(endpoint, new Blob([body], { type: 'application/json' }));
}

/** Reports every error that nobody catches from now on. */
export function watchForErrors(): void {
  window.addEventListener('error', ({ error, message }) => reportBrowserError(error ?? message));
  window.addEventListener('unhandledrejection', ({ reason }) => reportBrowserError(reason));
}
