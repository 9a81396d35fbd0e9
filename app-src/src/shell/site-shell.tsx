import type { ReactNode } from 'react';
import { type Locale, localePath } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './app-shell.module.css';
import { Brand } from './brand.tsx';
import header from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { SiteFooter } from './site-footer.tsx';

/** What surrounds the pages that are open to everyone. */
export function SiteShell({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const t = translatorFor(locale, 'shell');
  return (
    <div className={styles.shell}>
      <header className={classes(header.header, header.plain)}>
        <div className={header.inner}>
          <Brand locale={locale} />
          <div className={header.end}>
            <LanguageSwitch />
            <a className={header.link} href={localePath(locale, '/sign-in')}>
              <Icon name="account" />
              {t('signIn')}
            </a>
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter locale={locale} />
    </div>
  );
}
