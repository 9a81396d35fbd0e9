'use client';

import { useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { pipeline } from './pipeline.ts';
import type { ProposalStatus } from './proposal.ts';
import styles from './status-filter.module.css';

/** Chooses the status of the listed proposals. Links, because each choice has an address. */
export function StatusFilter({ status }: { readonly status: ProposalStatus | undefined }) {
  const t = useTranslations('proposals');
  const choices = [
    { href: '/proposals', label: t('list.all'), chosen: status === undefined },
    ...pipeline.map((one) => ({
      href: `/proposals?status=${one}`,
      label: t(`status.${one}`),
      chosen: status === one,
    })),
  ];
  return (
    <nav aria-label={t('list.filter')}>
      <ul className={styles.choices}>
        {choices.map(({ href, label, chosen }) => (
          <li key={href}>
            <AppLink className={styles.choice} href={href} aria-current={chosen ? 'page' : undefined}>
              {label}
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
