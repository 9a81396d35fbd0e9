import type { Metadata } from 'next';
import { DashboardView } from '../../../dashboard/dashboard-view.tsx';
import { FeatureMessages } from '../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../i18n/locale-params.ts';
import { translatorFor } from '../../../i18n/translator.ts';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'dashboard')('title') };
}

export default async function DashboardPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['dashboard', 'proposals']}>
      <DashboardView />
    </FeatureMessages>
  );
}
