import type { Locale } from '../i18n/locales.ts';

/** An article that fits a proposal. */
export interface FittingArticle {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}

/** All that a draft is written from. */
export interface DraftMaterial {
  readonly locale: Locale;
  readonly instructions: string;
  readonly proposal: {
    readonly title: string;
    readonly valueCents: number;
    readonly currency: string;
    /** The words of its newest version. */
    readonly text: string;
  };
  readonly customer: {
    readonly name: string;
    readonly industry: string;
    readonly city: string;
    readonly country: string;
    readonly contactName: string;
  };
  /** The words of the template that fits best, when there is one. */
  readonly template: string | undefined;
  readonly articles: readonly FittingArticle[];
}
