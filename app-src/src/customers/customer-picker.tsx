'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { withQuery } from '../lists/address-query.ts';
import { useDebounced } from '../lists/use-debounced.ts';
import { LabelledControl } from '../ui/field.tsx';
import type { CustomerPage, CustomerSummary } from './customer.ts';
import styles from './customer-picker.module.css';

/** How many customers are offered. */
const offered = 8;

/** Silence of the keyboard after which customers are looked for, in milliseconds. */
const pauseMilliseconds = 200;

export interface CustomerPickerProps {
  readonly customer: CustomerSummary | undefined;
  readonly pick: (customer: CustomerSummary | undefined) => void;
  readonly error: string | undefined;
}

/**
 * Chooses one of the team's customers by part of the name: an editable combobox with a list, after the ARIA Authoring Practices. The
 * focus stays in the input; arrows move through the list, Enter takes, Escape closes.
 */
export function CustomerPicker({ customer, pick, error }: CustomerPickerProps) {
  const t = useTranslations('customers.picker');
  const list = useId();
  const [text, setText] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const query = useDebounced(text ?? '', pauseMilliseconds).trim();
  const { data, problem } = useApi<CustomerPage>(
    open ? withQuery('/api/customers', '', { q: query, limit: String(offered) }) : undefined,
    { keepPrevious: true },
  );
  const options = data?.items ?? [];
  const choose = (option: CustomerSummary) => {
    pick(option);
    setText(undefined);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const option = options[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(open && options.length > 0 ? (active + step + options.length) % options.length : 0);
      setOpen(true);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (option !== undefined) {
        choose(option);
      }
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    }
  };
  const optionId = (index: number) => `${list}-${index}`;
  return (
    <div className={styles.picker}>
      <LabelledControl
        label={t('label')}
        hint={t('hint')}
        error={error}
        id={undefined}
        control={(attributes) => (
          <input
            {...attributes}
            name="customer"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={open && options.length > 0 ? optionId(active) : undefined}
            aria-required="true"
            autoComplete="off"
            value={text ?? customer?.name ?? ''}
            onChange={(event) => {
              setText(event.target.value);
              pick(undefined);
              setActive(0);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
        )}
      />
      <div id={list} role="listbox" aria-label={t('options')} className={styles.list} hidden={!open}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the combobox, where the focus is.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox, which names the active option.
          <div
            key={option.id}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            className={styles.option}
            // Keeps the focus in the input, so that the list is still there when the button is let go.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <span className={styles.name}>{option.name}</span>
            <span className={styles.about}>
              {option.industry} · {option.city}
            </span>
          </div>
        ))}
      </div>
      {open && options.length === 0 && (
        <p className={styles.none} role="status">
          {problem ? t('failed') : data ? t('none') : t('searching')}
        </p>
      )}
    </div>
  );
}
