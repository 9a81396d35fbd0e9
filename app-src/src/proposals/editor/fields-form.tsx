'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { centsOf } from '../money.ts';
import styles from './editor.module.css';
import { type EditedFields, proposalCurrencies } from './save-request.ts';

export interface FieldsFormProps {
  readonly start: EditedFields;
  /** Called with what the writer changed, never with a value that cannot be saved. */
  readonly changed: (change: Partial<Omit<EditedFields, 'content'>>) => void;
}

/** Title and value of a proposal. */
export function FieldsForm({ start, changed }: FieldsFormProps) {
  const t = useTranslations('editor');
  const words = useTranslations('proposals.create');
  const [title, setTitle] = useState(start.title);
  const [value, setValue] = useState(String(start.valueCents / 100));
  const [currency, setCurrency] = useState(start.currency);
  return (
    <div className={styles.fields}>
      <Field
        className={styles.title}
        label={t('titleLabel')}
        value={title}
        maxLength={200}
        autoComplete="off"
        error={title.trim() === '' && t('titleMissing')}
        onChange={(event) => {
          setTitle(event.target.value);
          changed({ title: event.target.value });
        }}
      />
      <Field
        label={words('value')}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        error={centsOf(value) === undefined && words('valueWrong')}
        onChange={(event) => {
          setValue(event.target.value);
          const valueCents = centsOf(event.target.value);
          if (valueCents !== undefined) {
            changed({ valueCents });
          }
        }}
      />
      <Select
        label={words('currency')}
        value={currency}
        options={proposalCurrencies.map((code) => ({ value: code, label: code }))}
        onChange={(event) => {
          setCurrency(event.target.value);
          changed({ currency: event.target.value });
        }}
      />
    </div>
  );
}
