/** Milliseconds after the page began within which an answer that was asked for early is as good as a new one. */
const freshMilliseconds = 10_000;

declare global {
  interface Window {
    /** Answers that are on their way, by address. */
    earlyAnswers?: Map<string, Promise<Response>>;
  }
}

/** The answer of an address that was asked for early, once: who asks again wants a newer one. */
export function takeEarlyAnswer(address: string): Promise<Response> | undefined {
  const answer = window.earlyAnswers?.get(address);
  window.earlyAnswers?.delete(address);
  return performance.now() < freshMilliseconds ? answer : undefined;
}
