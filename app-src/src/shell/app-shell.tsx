import type { ReactNode } from 'react';
import type { Locale } from '../i18n/locales.ts';
import { AccountLink } from './account-link.tsx';
import styles from './app-shell.module.css';
import { Brand } from './brand.tsx';
import header from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { Navigation } from './navigation.tsx';
import { SiteFooter } from './site-footer.tsx';

/** What surrounds the pages of people who are signed in. It is the same for all of them. */
export function AppShell({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  return (
    <div className={styles.shell} data-shell="app">
      <header className={header.header}>
        <div className={header.inner}>
          <Brand locale={locale} />
          <Navigation />
          <div className={header.end}>
            <LanguageSwitch />
            <AccountLink />
          </div>
        </div>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <SiteFooter locale={locale} />
    </div>
  );
}
