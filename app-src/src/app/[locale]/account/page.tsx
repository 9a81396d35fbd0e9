import type { Metadata } from 'next';
import styles from '../../../account/account.module.css';
import { Languages } from '../../../account/languages.tsx';
import { OperatorsLink } from '../../../account/operators-link.tsx';
import { Profile } from '../../../account/profile.tsx';
import { Sessions } from '../../../account/sessions.tsx';
import { FeatureMessages } from '../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../i18n/locale-params.ts';
import { translatorFor } from '../../../i18n/translator.ts';
import { Page } from '../../../ui/page.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'account')('title') };
}

export default async function AccountPage(props: LocaleProps) {
  const locale = await pageLocale(props);
  const t = translatorFor(locale, 'account');
  return (
    <FeatureMessages locale={locale} features={['account']}>
      <Page title={t('title')} lead={t('lead')}>
        <div className={styles.grid}>
          <Profile />
          <Sessions />
          <Languages />
          <OperatorsLink />
        </div>
      </Page>
    </FeatureMessages>
  );
}
