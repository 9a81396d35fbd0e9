import type { Metadata } from 'next';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';
import { ArticleDetail } from '../../../../knowledge/article-detail.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'knowledge')('search.articles') };
}

export default async function ArticlesDetailPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['knowledge']}>
      <ArticleDetail />
    </FeatureMessages>
  );
}
