import type { Metadata } from 'next';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';
import { ProposalDetail } from '../../../../proposals/proposal-detail.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'proposals')('title') };
}

export default async function ProposalsDetailPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['proposals']}>
      <ProposalDetail />
    </FeatureMessages>
  );
}
