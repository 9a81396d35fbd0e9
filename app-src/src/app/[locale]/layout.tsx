import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { earlyAnswersScript } from '../../api-client/early-answers-script.ts';
import { type LocaleProps, localeParams, pageLocale } from '../../i18n/locale-params.ts';
import { AppShell } from '../../shell/app-shell.tsx';
import { Document, documentMetadata, documentViewport } from '../../shell/document.tsx';
import { ServiceBanner } from '../../shell/service-banner.tsx';
import { ToastProvider } from '../../ui/toast.tsx';
import '../globals.css';

/** Every page is prerendered in each language; there is no other. */
export const generateStaticParams = localeParams;
export const dynamicParams = false;
export const viewport = documentViewport;

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return documentMetadata(await pageLocale(props));
}

interface AppLayoutProps extends LocaleProps {
  readonly children: ReactNode;
}

/** The pages of people who are signed in. */
export default async function AppLayout({ params, children }: AppLayoutProps) {
  const locale = await pageLocale({ params });
  return (
    <Document locale={locale} features={['shell', 'ui']} script={earlyAnswersScript}>
      <ToastProvider>
        <AppShell locale={locale}>{children}</AppShell>
        <ServiceBanner />
      </ToastProvider>
    </Document>
  );
}
