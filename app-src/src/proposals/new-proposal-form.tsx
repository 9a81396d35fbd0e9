'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { send } from '../api-client/send.ts';
import { useApi } from '../api-client/use-api.ts';
import type { CustomerSummary } from '../customers/customer.ts';
import { CustomerPicker } from '../customers/customer-picker.tsx';
import { useAddress } from '../i18n/address.ts';
import { localePath } from '../i18n/locales.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Select } from '../ui/select.tsx';
import { proposalCurrencies } from './editor/save-request.ts';
import { centsOf } from './money.ts';
import styles from './new-proposal-form.module.css';
import type { NewProposal, Proposal } from './proposal.ts';
import { TemplateChoice } from './template-choice.tsx';

type FieldName = 'title' | 'customer' | 'value';

/** Starts a proposal: for whom, about what, from which template. */
export function NewProposalForm() {
  const t = useTranslations('proposals.create');
  const router = useRouter();
  const locale = useLocale();
  const given = useGivenCustomer();
  const [picked, setPicked] = useState<CustomerSummary>();
  const [wrong, setWrong] = useState<ReadonlySet<FieldName>>(new Set());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  // The same form sent again after a lost answer must not make a second proposal.
  const sending = useRef({ body: '', key: '' });
  const customer = picked ?? given;

  const create = async (body: NewProposal) => {
    const text = JSON.stringify(body);
    if (sending.current.body !== text) {
      sending.current = { body: text, key: crypto.randomUUID() };
    }
    setBusy(true);
    setFailure(undefined);
    const sent = await send<Proposal>('POST', '/api/proposals', body, {
      idempotencyKey: sending.current.key,
    });
    if (sent.ok) {
      router.push(localePath(locale, `/proposals/${sent.data.id}/edit`));
      return;
    }
    setBusy(false);
    setFailure(sent.problem.passing ? t('unavailable') : t('failed', { reason: sent.problem.message }));
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const form = event.currentTarget;
    const fields = new FormData(form);
    const title = String(fields.get('title') ?? '').trim();
    const written = String(fields.get('value') ?? '').trim();
    const valueCents = written === '' ? 0 : centsOf(written);
    const templateId = String(fields.get('template') ?? '');
    const currency = proposalCurrencies.find((known) => known === fields.get('currency')) ?? 'USD';
    const missing = new Set<FieldName>();
    if (title === '') missing.add('title');
    if (customer === undefined) missing.add('customer');
    if (valueCents === undefined) missing.add('value');
    setWrong(missing);
    if (customer === undefined || valueCents === undefined || missing.size > 0) {
      const [first] = missing;
      form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    void create({
      title,
      customerId: customer.id,
      valueCents,
      currency,
      ...(templateId === '' ? {} : { templateId }),
    });
  };

  return (
    <Page title={t('title')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div role="alert">
          {failure && <Banner tone="bad">{failure}</Banner>}
          {wrong.size > 0 && !failure && <Banner tone="notice">{t('errors')}</Banner>}
        </div>
        <Field
          label={t('name')}
          name="title"
          maxLength={200}
          autoComplete="off"
          required
          error={wrong.has('title') && t('nameMissing')}
        />
        <CustomerPicker
          customer={customer}
          pick={setPicked}
          error={wrong.has('customer') ? t('customerMissing') : undefined}
        />
        <div className={styles.money}>
          <Field
            label={t('value')}
            name="value"
            inputMode="decimal"
            autoComplete="off"
            error={wrong.has('value') && t('valueWrong')}
          />
          <Select
            label={t('currency')}
            name="currency"
            defaultValue={locale === 'zh-TW' ? 'TWD' : 'USD'}
            options={proposalCurrencies.map((value) => ({ value, label: value }))}
          />
        </div>
        <TemplateChoice />
        <p>
          <Button type="submit" busy={busy}>
            {t(busy ? 'submitting' : 'submit')}
          </Button>
        </p>
      </form>
    </Page>
  );
}

/** The customer that the address names, as a link from the customer's page does. */
function useGivenCustomer(): CustomerSummary | undefined {
  const id = useAddress()?.query.get('customer');
  return useApi<CustomerSummary>(id ? `/api/customers/${encodeURIComponent(id)}` : undefined).data;
}
