import type { Metadata } from 'next';
import { FeatureMessages } from '../../../../i18n/feature-messages.tsx';
import { type LocaleProps, pageLocale } from '../../../../i18n/locale-params.ts';
import { translatorFor } from '../../../../i18n/translator.ts';
import { SignIn } from '../../../../sign-in/sign-in.tsx';

export async function generateMetadata(props: LocaleProps): Promise<Metadata> {
  return { title: translatorFor(await pageLocale(props), 'signIn')('title') };
}

export default async function SignInPage(props: LocaleProps) {
  const locale = await pageLocale(props);
  return (
    <FeatureMessages locale={locale} features={['signIn']}>
      <SignIn />
    </FeatureMessages>
  );
}
