import type { Metadata } from 'next';
import { FeatureMessages } from '../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../i18n/locale-params.ts';
import { translatorFor } from '../../../i18n/translator.ts';
import { SearchView } from '../../../knowledge/search-view.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'knowledge')('search.title') };
}

export default async function SearchPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['knowledge', 'proposals']}>
      <SearchView />
    </FeatureMessages>
  );
}
