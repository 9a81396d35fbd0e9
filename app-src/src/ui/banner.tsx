import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import styles from './banner.module.css';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

export interface BannerProps {
  /** @default 'neutral' */
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** At its end: a button or a link. */
  readonly action?: ReactNode;
}

/** Something the reader should know about the page. To have it spoken when it appears, put it in a part with `role="status"`. */
export function Banner({ tone = 'neutral', title, children, action }: BannerProps) {
  return (
    <div className={classes(styles.banner, styles[tone])}>
      <span className={styles.icon}>
        <Icon name={tone === 'good' ? 'check' : tone === 'neutral' ? 'info' : 'warning'} />
      </span>
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
