import { Capabilities } from '../../../home/capabilities.tsx';
import { Hero } from '../../../home/hero.tsx';
import { HowItWorks } from '../../../home/how-it-works.tsx';
import { NewestArticles } from '../../../home/newest-articles.tsx';
import { Steady } from '../../../home/steady.tsx';
import { Tour } from '../../../home/tour.tsx';
import { type LocaleProps, pageLocale } from '../../../i18n/locale-params.ts';

/** Seconds for which the page stands before it is rendered again behind the readers' backs, with the newest articles. */
export const revalidate = 60;

export default async function HomePage(props: LocaleProps) {
  const locale = await pageLocale(props);
  return (
    <>
      <Hero locale={locale} />
      <Capabilities locale={locale} />
      <Tour locale={locale} />
      <HowItWorks locale={locale} />
      <NewestArticles locale={locale} />
      <Steady locale={locale} />
    </>
  );
}
