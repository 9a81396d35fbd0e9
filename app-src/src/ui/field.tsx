import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import styles from './field.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface Labelled {
  readonly label: ReactNode;
  /** Help that stays visible. */
  readonly hint?: ReactNode;
  /** What is wrong with the value, and the mend. */
  readonly error?: ReactNode;
  /** Keep the label for assistive technology alone, where the place says it all. */
  readonly hideLabel?: boolean;
}

interface ControlAttributes {
  readonly id: string;
  readonly className: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface LabelledControlProps extends Labelled {
  readonly id: string | undefined;
  readonly className?: string | undefined;
  readonly control: (attributes: ControlAttributes) => ReactNode;
}

/** Ties a label, a hint and an error to a form control. */
export function LabelledControl({
  label,
  hint,
  error,
  hideLabel,
  id,
  className,
  control,
}: LabelledControlProps) {
  const made = useId();
  const own = id ?? made;
  const described = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(' ');
  const words = (
    <label className={styles.label} htmlFor={own}>
      {label}
    </label>
  );
  return (
    <div className={classes(styles.field, className)}>
      {hideLabel ? <VisuallyHidden>{words}</VisuallyHidden> : words}
      {hint && (
        <p id={`${own}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {control({
        id: own,
        className: styles.control ?? '',
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={`${own}-error`} className={styles.error}>
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

export interface FieldProps extends ComponentProps<'input'>, Labelled {}

/** A line of text with its label, hint and error. */
export function Field({ label, hint, error, hideLabel, id, className, ...input }: FieldProps) {
  return (
    <LabelledControl
      {...{ label, hint, error, id, className, ...(hideLabel && { hideLabel }) }}
      control={(attributes) => <input {...input} {...attributes} />}
    />
  );
}
