import styles from './skeleton.module.css';

export interface SkeletonProps {
  /** Any CSS width. @default '100%' */
  readonly width?: string;
  /** Any CSS height: that of what will stand there, so that nothing moves. @default '1em' */
  readonly height?: string;
}

/** Holds the place of what is being read. Put it in a part with `aria-busy`; assistive technology passes over it. */
export function Skeleton({ width = '100%', height = '1em' }: SkeletonProps) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}

/** Holds the place of some lines of text. */
export function SkeletonLines({ count, height }: { readonly count: number; readonly height?: string }) {
  const widths = ['100%', '92%', '97%', '64%'];
  return (
    <span className={styles.lines} aria-hidden="true">
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are equal and never change places
        <Skeleton key={line} width={widths[line % widths.length] ?? '100%'} {...(height && { height })} />
      ))}
    </span>
  );
}
