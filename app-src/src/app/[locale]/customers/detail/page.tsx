import type { Metadata } from 'next';
import { CustomerDetail } from '../../../../customers/customer-detail.tsx';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'customers')('title') };
}

export default async function CustomersDetailPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['customers', 'proposals']}>
      <CustomerDetail />
    </FeatureMessages>
  );
}
