'use client';

import { useTranslations } from 'use-intl';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './editor.module.css';

/** Label, gap and control. */
const fieldHeight = '4.6rem';

/** Holds the place of the editor while it is being loaded. */
export function EditorSkeleton() {
  const t = useTranslations('editor');
  return (
    <div className={styles.workspace} aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <div className={styles.main}>
        <div className={styles.bar}>
          <Skeleton width="9rem" height="1.6em" />
        </div>
        <div className={styles.fields}>
          <div className={styles.title}>
            <Skeleton height={fieldHeight} />
          </div>
          <Skeleton height={fieldHeight} />
          <Skeleton height={fieldHeight} />
        </div>
        <Skeleton height="38rem" />
      </div>
      <div className={styles.side}>
        <Skeleton height="17rem" />
      </div>
    </div>
  );
}
