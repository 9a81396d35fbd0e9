'use client';

import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale } from './locales.ts';
import type { Messages } from './messages.ts';

export interface LocaleProviderProps {
  readonly locale: Locale;
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}

/** The language of everything below it, and the messages that every page needs. */
export function LocaleProvider({ locale, messages, children }: LocaleProviderProps) {
  return (
    <IntlProvider locale={locale} messages={messages as Messages} timeZone={timeZone()}>
      {children}
    </IntlProvider>
  );
}

/** No date is part of a prerendered page's client components, so that the server's zone and the reader's never meet. */
function timeZone(): string {
  return typeof window === 'undefined' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
