import type { Metadata } from 'next';
import { FeatureMessages } from '../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../i18n/locale-params.ts';
import { translatorFor } from '../../../i18n/translator.ts';
import { StatusView } from '../../../status/status-view.tsx';
import { Page } from '../../../ui/page.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'status')('title') };
}

export default async function StatusPage(props: LocaleProps) {
  const locale = await pageLocale(props);
  const t = translatorFor(locale, 'status');
  return (
    <FeatureMessages locale={locale} features={['status']}>
      <Page title={t('title')} lead={t('lead')}>
        <StatusView />
      </Page>
    </FeatureMessages>
  );
}
