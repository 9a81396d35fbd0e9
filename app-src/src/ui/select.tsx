import type { ComponentProps } from 'react';
import { type Labelled, LabelledControl } from './field.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends Omit<ComponentProps<'select'>, 'children'>, Labelled {
  readonly options: readonly SelectOption[];
}

/** A choice of one, by the browser's own control. */
export function Select({ label, hint, error, hideLabel, id, className, options, ...select }: SelectProps) {
  return (
    <LabelledControl
      {...{ label, hint, error, id, className, ...(hideLabel && { hideLabel }) }}
      control={(attributes) => (
        <select {...select} {...attributes}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    />
  );
}
