import type { AppRuntime } from './app-runtime.ts';

/** Next.js bundles the start-up hook and each route apart, with module state of their own; only the global object is shared. */
const slot = Symbol.for('holdfast.app-runtime');

type Slot = { [slot]?: AppRuntime };

/** Makes `runtime` the one that routes use. */
export function setCurrentRuntime(runtime: AppRuntime): void {
  (globalThis as Slot)[slot] = runtime;
}

/** The runtime of this process, if it has been started. `next build` renders pages without one. */
export function startedRuntime(): AppRuntime | undefined {
  return (globalThis as Slot)[slot];
}

/**
 * The runtime of this process.
 * @throws when the start-up hook has not run, which is a defect: Next.js runs it before the first request
 */
export function currentRuntime(): AppRuntime {
  const runtime = startedRuntime();
  if (runtime === undefined) {
    throw new Error(
      'The app has not been started: src/instrumentation.ts must run before the first request.',
    );
  }
  return runtime;
}
