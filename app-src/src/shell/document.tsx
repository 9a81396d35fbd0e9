import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LocaleProvider } from '../i18n/locale-provider.tsx';
import type { Locale } from '../i18n/locales.ts';
import { type MessageFeature, pickMessages } from '../i18n/messages.ts';
import { translatorFor } from '../i18n/translator.ts';
import { SkipLink } from './skip-link.tsx';
import { VisitReports } from './visit-reports.tsx';

interface DocumentProps {
  readonly locale: Locale;
  /** The features whose words every page below needs in the browser. */
  readonly features: readonly MessageFeature[];
  /** A script that starts before all others. */
  readonly script?: string;
  readonly children: ReactNode;
}

/** The HTML document around every page. */
export function Document({ locale, features, script, children }: DocumentProps) {
  return (
    <html lang={locale}>
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the text is a constant of ours */}
        {script && <script dangerouslySetInnerHTML={{ __html: script }} />}
        <SkipLink locale={locale} />
        <LocaleProvider locale={locale} messages={pickMessages(locale, features)}>
          {children}
        </LocaleProvider>
        <VisitReports />
      </body>
    </html>
  );
}

export function documentMetadata(locale: Locale): Metadata {
  const t = translatorFor(locale, 'shell');
  return {
    title: { default: t('about.title'), template: '%s · Holdfast' },
    description: t('about.description'),
  };
}

export const documentViewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1512' },
  ],
};
