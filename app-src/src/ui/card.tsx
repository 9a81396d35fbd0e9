import { type ReactNode, useId } from 'react';
import styles from './card.module.css';
import { classes } from './classes.ts';

export interface CardProps {
  /** Heading; with it the card is a named region. */
  readonly title?: ReactNode;
  /** Level of the heading. @default 2 */
  readonly level?: 2 | 3;
  /** Beside the heading: a link or a button. */
  readonly action?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A surface that holds one thing. */
export function Card({ title, level = 2, action, className, children }: CardProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  if (title === undefined) {
    return <div className={classes(styles.card, className)}>{children}</div>;
  }
  return (
    <section className={classes(styles.card, className)} aria-labelledby={id}>
      <div className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {action}
      </div>
      {children}
    </section>
  );
}
