'use client';

import { useTranslations } from 'use-intl';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { RichText } from '../proposal.ts';
import { richTextElements } from '../rich-text/rich-text-elements.ts';
import styles from './editor.module.css';

/** Label, gap and control. */
const fieldHeight = '4.6rem';

/** How many tools stand together in the toolbar. */
const toolGroups = [4, 2, 3, 2];

/** Holds the place of the editor while it is being loaded; a text that is known already can be read meanwhile, where it will stand. */
export function EditorSkeleton({ content }: { readonly content?: RichText }) {
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
        {content === undefined ? (
          <Skeleton height="38rem" />
        ) : (
          <div className={styles.paper}>
            <div className={styles.toolbar} aria-hidden="true">
              {toolGroups.map((tools, group) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the groups never change places
                <span key={group} className={styles.group}>
                  {Array.from({ length: tools }, (_, tool) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the tools are equal
                    <span key={tool} className={styles.tool} />
                  ))}
                </span>
              ))}
            </div>
            <div className={styles.text}>
              <div className={styles.prose}>{richTextElements(content.content)}</div>
            </div>
          </div>
        )}
      </div>
      <div className={styles.side}>
        <Skeleton height="17rem" />
      </div>
    </div>
  );
}
