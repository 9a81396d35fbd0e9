import type { Instrumentation } from 'next';

/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startApp } = await import('./runtime/start.ts');
    startApp();
  }
}

/** Reports what a request failed with; the client learns nothing of it. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { reportRequestError } = await import('./telemetry/request-error.ts');
    reportRequestError(error, request, context);
  }
};
