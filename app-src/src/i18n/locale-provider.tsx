'use client';

import type { ReactNode } from 'react';
import { type IntlError, IntlErrorCode, IntlProvider } from 'use-intl';
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
    <IntlProvider
      locale={locale}
      messages={messages as Messages}
      onError={tell}
      {...(typeof window === 'undefined' && { timeZone: 'UTC' })}
    >
      {children}
    </IntlProvider>
  );
}

/**
 * Browsers take the reader's time zone where none is said, and asking for its name first would hold up every page. The server says one,
 * though no date is part of a prerendered page's client components.
 */
function tell(error: IntlError): void {
  if (error.code !== IntlErrorCode.ENVIRONMENT_FALLBACK) {
    console.error(error);
  }
}
