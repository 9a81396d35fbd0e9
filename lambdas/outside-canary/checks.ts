/** What a visitor's request must come back with. */
interface Step {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly expectedStatus: number;
  /** Text that only the right answer has. */
  readonly contains: string;
}

/** Seconds that one request may take; the app's own limit for an answer is shorter. */
const PATIENCE_SECONDS = 15;

/**
 * The page says that the edge serves, the app that it is reached past the edge's copies, and a sign-in that is refused for
 * its password that the app asked its database. Nobody has that address: `.invalid` is reserved for it.
 */
function steps(origin: string): readonly Step[] {
  return [
    { name: 'the start page', path: '/', expectedStatus: 200, contains: '<html' },
    { name: 'the app', path: '/api/health', expectedStatus: 200, contains: '{' },
    {
      name: 'a sign-in',
      path: '/api/auth/sign-in/email',
      init: {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin },
        body: JSON.stringify({ email: 'outside@canary.invalid', password: 'wrong on purpose' }),
      },
      expectedStatus: 401,
      contains: 'wrong-credentials',
    },
  ];
}

/**
 * Goes through the steps one after the other, and through all of them.
 *
 * @param origin of the site, e.g. `https://app.example.com`
 * @throws Error with a sentence for each step that did not come back as it must
 */
export async function checkSite(origin: string, patienceSeconds = PATIENCE_SECONDS): Promise<string> {
  const troubles: string[] = [];
  for (const step of steps(origin)) {
    const trouble = await troubleWith(step, origin, patienceSeconds);
    if (trouble !== undefined) troubles.push(trouble);
  }
  if (troubles.length > 0) throw new Error(troubles.join(' '));
  return `${origin} serves its page, its API and its database.`;
}

async function troubleWith(step: Step, origin: string, seconds: number): Promise<string | undefined> {
  try {
    const answer = await fetch(new URL(step.path, origin), {
      ...step.init,
      redirect: 'manual',
      signal: AbortSignal.timeout(seconds * 1000),
    });
    const body = await answer.text();
    if (answer.status !== step.expectedStatus) {
      return `${capital(step.name)} answered ${answer.status} in place of ${step.expectedStatus}.`;
    }
    return body.includes(step.contains) ? undefined : `${capital(step.name)} answered with something else.`;
  } catch (error) {
    return `${capital(step.name)} gave no answer: ${reason(error)}.`;
  }
}

/** `fetch` hides what happened in the cause of its error. */
function reason(error: unknown): string {
  const { message, cause } = error as { message?: unknown; cause?: { message?: unknown; code?: unknown } };
  return String(cause?.message || cause?.code || message).replace(/\.$/, '');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
