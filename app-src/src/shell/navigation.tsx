'use client';

import { useTranslations } from 'use-intl';
import { useAddress } from '../i18n/address.ts';
import { AppLink } from '../i18n/app-link.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './navigation.module.css';

const places = ['dashboard', 'search', 'customers', 'proposals'] as const;

/** The four places of the product: beside the name, on a phone at the bottom, where thumbs are. */
export function Navigation() {
  const t = useTranslations('shell');
  const path = useAddress()?.path;
  return (
    <nav className={styles.navigation} aria-label={t('navigation')}>
      <ul className={styles.list}>
        {places.map((place) => (
          <li key={place}>
            <AppLink className={styles.link} href={`/${place}`} aria-current={currentness(path, `/${place}`)}>
              <Icon name={place} />
              {t(`nav.${place}`)}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The page itself, or one below it. */
function currentness(path: string | undefined, place: string): 'page' | 'true' | undefined {
  if (path === place) {
    return 'page';
  }
  return path?.startsWith(`${place}/`) ? 'true' : undefined;
}
