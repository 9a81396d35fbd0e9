import { type Language, languages } from '../browser/visitors.ts';

export const forms = ['mobile', 'desktop'] as const;

/** `mobile`: a slow phone on slow 4G; `desktop`: a wired computer. Both as Lighthouse defines them. */
export type Form = (typeof forms)[number];

/** What a page's address is made from. */
export interface Ids {
  readonly proposal: string;
  readonly customer: string;
}

interface MeasuredPage {
  readonly name: string;
  readonly path: (ids: Ids) => string;
  /** Whether it is seen by somebody who is signed in. */
  readonly member: boolean;
  readonly languages: readonly Language[];
}

const pages: readonly MeasuredPage[] = [
  { name: 'home', path: () => '/', member: false, languages },
  { name: 'sign-in', path: () => '/sign-in', member: false, languages: ['en'] },
  { name: 'dashboard', path: () => '/dashboard', member: true, languages },
  { name: 'search', path: () => '/search?q=security', member: true, languages: ['en'] },
  { name: 'proposal', path: ({ proposal }) => `/proposals/${proposal}`, member: true, languages: ['en'] },
  { name: 'editor', path: ({ proposal }) => `/proposals/${proposal}/edit`, member: true, languages: ['en'] },
  { name: 'customers', path: () => '/customers', member: true, languages: ['en'] },
  { name: 'customer', path: ({ customer }) => `/customers/${customer}`, member: true, languages: ['en'] },
];

export const pageNames: readonly string[] = pages.map(({ name }) => name);

/** One page, in one language, on one kind of device. */
export interface Visit {
  readonly page: string;
  readonly form: Form;
  readonly language: Language;
  readonly member: boolean;
  readonly path: (ids: Ids) => string;
}

/** All that is measured, or what is asked for of it. */
export function visits(only: {
  readonly pages?: readonly string[];
  readonly forms?: readonly Form[];
}): Visit[] {
  return pages
    .filter(({ name }) => only.pages?.includes(name) ?? true)
    .flatMap(({ name: page, path, member, languages: spoken }) =>
      spoken.flatMap((language) =>
        forms
          .filter((form) => only.forms?.includes(form) ?? true)
          .map((form) => ({ page, form, language, member, path })),
      ),
    );
}
