import type { Metadata } from 'next';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';
import { NewProposalForm } from '../../../../proposals/new-proposal-form.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'proposals')('create.title') };
}

export default async function ProposalsNewPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['customers', 'proposals']}>
      <NewProposalForm />
    </FeatureMessages>
  );
}
