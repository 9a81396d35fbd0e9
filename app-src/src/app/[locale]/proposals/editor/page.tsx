import type { Metadata } from 'next';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';
import { EditorPage } from '../../../../proposals/editor/editor-page.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'editor')('heading') };
}

export default async function ProposalsEditorPage(props: LocaleProps) {
  return (
    <FeatureMessages locale={await pageLocale(props)} features={['editor', 'proposals']}>
      <EditorPage />
    </FeatureMessages>
  );
}
