import { PolicyTimeout } from './policy-errors.ts';

/** Work that a policy runs. It must stop soon after `signal` is aborted: its socket is closed by nothing else. */
export type Work<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs `work` once, within a limit. When the limit or the caller ends it, its signal is aborted and the promise settles at once.
 * @throws {@link PolicyTimeout}, the caller's reason, or what the work threw
 */
export async function attempt<T>(
  name: string,
  work: Work<T>,
  limits: { readonly signal: AbortSignal; readonly timeoutMilliseconds: number },
): Promise<T> {
  const controller = new AbortController();
  const { signal } = limits;
  signal.throwIfAborted();
  const abandon = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abandon, { once: true });
  const timer = setTimeout(
    () => controller.abort(new PolicyTimeout(name, limits.timeoutMilliseconds)),
    limits.timeoutMilliseconds,
  );
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abandon);
    // Nothing that the work left behind outlives it; after its end this changes nothing else.
    ended.catch(() => undefined);
    controller.abort();
  }
}
