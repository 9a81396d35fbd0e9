import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './page.module.css';

export interface PageProps {
  /** The page's one main heading. */
  readonly title: ReactNode;
  /** The heading is the name of a thing, and as long as people make it. */
  readonly named?: boolean;
  readonly lead?: ReactNode;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page of the product: heading, what can be done, content. */
export function Page({ title, named = false, lead, actions, children }: PageProps) {
  return (
    <div className={styles.page}>
      <div className={classes(styles.head, named && styles.named)}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
