import type { Instrumentation } from 'next';

/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startApp } = await import('./runtime/start.ts');
    startApp();
  }
}

/** Writes what a request failed with to the log; the client learns nothing of it. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { currentRuntime } = await import('./runtime/current-runtime.ts');
    currentRuntime().logger.error(
      { err: error, method: request.method, path: request.path, route: context.routePath },
      'A request failed.',
    );
  }
};
