import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classes } from './classes.ts';

export interface ButtonLook {
  /** @default 'primary' */
  readonly tone?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly small?: boolean;
}

export function buttonClass({ tone = 'primary', small }: ButtonLook, further?: string): string {
  return classes(styles.button, styles[tone], small && styles.small, further);
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, ButtonLook {
  /** What it does is under way: it keeps its focus and its words, and does nothing. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
}

/** A button. It is a plain one unless `type="submit"` is said. */
export function Button({
  tone,
  small,
  busy,
  disabled,
  className,
  children,
  onClick,
  type,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={buttonClass({ ...(tone && { tone }), ...(small && { small }) }, className)}
      disabled={disabled === true}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className={styles.spinner} aria-hidden="true" />}
      {children}
    </button>
  );
}
