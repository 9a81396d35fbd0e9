import type { Asking } from './browser.ts';
import { longPatience } from './load-plan.ts';

/** What a user knows and expects to find again. */
export interface Knowledge {
  readonly email: string;
  readonly customerId: string;
  /** A proposal of the user's own, once one is acknowledged. */
  readonly proposal: { readonly id: string; readonly title: string } | undefined;
}

/** The home page, which everyone gets alike. */
export const homePage: Asking = {
  journey: 'cached page',
  path: '/',
  check: (status, text) => expecting(status, text.includes('Holdfast'), 'another page than the home page'),
};

const dashboard = reading('/api/dashboard', (text) => /^\{.*"/s.test(text));
const proposals = reading('/api/proposals?limit=20', (text) => text.includes('"items"'));
const customers = reading('/api/customers?limit=20', (text) => text.includes('"items"'));

/** What users look at again and again, in turn. */
export const reads: readonly ((knowledge: Knowledge) => Asking)[] = [
  () => dashboard,
  ownProposal,
  () => homePage,
  () => proposals,
  ({ email }) => reading('/api/me', (text) => text.includes(`"${email}"`)),
  ownProposal,
  () => homePage,
  () => customers,
  ({ customerId }) => reading(`/api/customers/${customerId}`, (text) => text.includes(customerId)),
];

/** What needs a service of others; while that is away, the app has a useful answer of its own. */
export const helped: readonly ((knowledge: Knowledge) => Asking | undefined)[] = [
  ({ proposal }) =>
    proposal && {
      ...{ journey: 'read', method: 'POST', path: `/api/proposals/${proposal.id}/draft` },
      ...{ json: { locale: 'en' }, patience: longPatience },
      check: (status, text) =>
        status === 404
          ? undefined
          : expecting(status, /^event: text$/m.test(text) && /^event: done$/m.test(text), 'no whole draft'),
    },
  ({ customerId }) => ({
    ...{ journey: 'read', method: 'POST', path: `/api/customers/${customerId}/refresh` },
    patience: longPatience,
    check: (status, text) => expecting(status, text.includes(customerId), 'another customer'),
  }),
];

function ownProposal({ proposal }: Knowledge): Asking {
  if (proposal === undefined) return proposals;
  const { id, title } = proposal;
  return {
    ...{ journey: 'read', path: `/api/proposals/${id}` },
    // That it is gone is for the ledger to say: a loss is no outage.
    check: (status, text) =>
      status === 404
        ? undefined
        : expecting(status, text.includes(`"${title}"`), 'another proposal or title'),
  };
}

function reading(path: string, right: (text: string) => boolean): Asking {
  return {
    ...{ journey: 'read', path },
    check: (status, text) => expecting(status, right(text), 'another answer than the right one'),
  };
}

function expecting(status: number, right: boolean, otherwise: string): string | undefined {
  if (status !== 200) return `status ${status}`;
  return right ? undefined : otherwise;
}
