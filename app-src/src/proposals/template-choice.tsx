'use client';

import { useLocale, useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import type { TemplateSummary } from '../templates/template.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import styles from './new-proposal-form.module.css';

/** How many templates a place is held for while they are being read. */
const places = 3;

/** Chooses what a proposal starts from: the field `template` of the form around it, empty for an empty page. */
export function TemplateChoice() {
  const t = useTranslations('proposals.create');
  const locale = useLocale();
  const { data, problem } = useApi<readonly TemplateSummary[]>(`/api/templates?locale=${locale}`);
  const blank: TemplateSummary = { id: '', name: t('blank'), description: t('blankText') };
  return (
    <fieldset className={styles.templates} aria-busy={data === undefined && problem === undefined}>
      <legend className={styles.legend}>{t('template')}</legend>
      {[blank, ...(data ?? [])].map(({ id, name, description }) => (
        <label key={id} className={styles.template}>
          <input
            className={styles.radio}
            type="radio"
            name="template"
            value={id}
            defaultChecked={id === ''}
          />
          <span className={styles.name}>{name}</span>
          <span className={styles.description}>{description}</span>
        </label>
      ))}
      {data === undefined &&
        problem === undefined &&
        Array.from({ length: places }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal places that never move.
          <Skeleton key={place} height="5rem" />
        ))}
      {data === undefined && problem !== undefined && <p role="status">{t('templatesFailed')}</p>}
    </fieldset>
  );
}
