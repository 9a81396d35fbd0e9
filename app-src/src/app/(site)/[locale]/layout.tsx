import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { type LocaleProps, localeParams, pageLocale } from '../../../i18n/locale-params.ts';
import { Document, documentMetadata, documentViewport } from '../../../shell/document.tsx';
import { SiteShell } from '../../../shell/site-shell.tsx';
import '../../globals.css';

/** Every page is prerendered in each language; there is no other. */
export const generateStaticParams = localeParams;
export const dynamicParams = false;
export const viewport = documentViewport;

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return documentMetadata(await pageLocale(props));
}

interface SiteLayoutProps extends LocaleProps {
  readonly children: ReactNode;
}

/** The pages that are open to everyone. A layout of their own spares them the scripts of the product behind the sign-in. */
export default async function SiteLayout({ params, children }: SiteLayoutProps) {
  const locale = await pageLocale({ params });
  return (
    <Document locale={locale} features={['shell']}>
      <SiteShell locale={locale}>{children}</SiteShell>
    </Document>
  );
}
