'use client';

import { type FormEvent, useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { ApiProblem } from '../api-client/api-problem.ts';
import { send } from '../api-client/send.ts';
import { localePath } from '../i18n/locales.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { safeNext } from './safe-next.ts';
import styles from './sign-in.module.css';

type FieldErrors = { readonly email?: string; readonly password?: string };

export function SignIn() {
  const t = useTranslations('signIn');
  const refusal = useRefusal();
  const locale = useLocale();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const focus = (name: string) => form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const email = String(entered.get('email') ?? '').trim();
    const password = String(entered.get('password') ?? '');
    const wrong: FieldErrors = {
      ...(email === '' && { email: t('error.emailMissing') }),
      ...(email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email) && { email: t('error.emailWrong') }),
      ...(password === '' && { password: t('error.passwordMissing') }),
    };
    setErrors(wrong);
    setRefused(undefined);
    if (wrong.email ?? wrong.password) {
      focus(wrong.email ? 'email' : 'password');
      return;
    }
    setBusy(true);
    const sent = await send('POST', '/api/auth/sign-in/email', { email, password }, { stay: true });
    if (sent.ok) {
      const { location } = window;
      const next = new URLSearchParams(location.search).get('next');
      // A new document: nothing that was read for anyone else stays in memory.
      location.assign(safeNext(next, location.origin, localePath(locale, '/dashboard')));
      return;
    }
    setBusy(false);
    setRefused(refusal(sent.problem));
    focus('password');
  };

  return (
    <div className={styles.place}>
      <div className={styles.card}>
        <div>
          <h1 className={styles.title}>{t('title')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
        <div role="alert" className={styles.alert}>
          {refused && <Banner tone="bad">{refused}</Banner>}
        </div>
        {/* Should the script not have arrived, the browser must not put a password into an address. */}
        <form
          ref={form}
          className={styles.form}
          method="post"
          noValidate
          onSubmit={(event) => void submit(event)}
        >
          <Field
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            spellCheck={false}
            autoCapitalize="none"
            required
            error={errors.email}
          />
          <Field
            label={t('password')}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            error={errors.password}
          />
          <label className={styles.show}>
            <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
            {t('showPassword')}
          </label>
          <Button type="submit" busy={busy}>
            {busy ? t('busy') : t('submit')}
          </Button>
        </form>
      </div>
    </div>
  );
}

/** Why the sign-in was refused, in the reader's words. */
function useRefusal(): (problem: ApiProblem) => string {
  const t = useTranslations('signIn.error');
  const format = useFormatter();
  return (problem) => {
    if (problem.status === 429) {
      const now = Date.now();
      const wait = (problem.retryAfterSeconds ?? 60) * 1_000;
      return t('tooMany', { time: format.relativeTime(now + wait, now) });
    }
    if (problem.away) return t('away');
    return problem.status >= 400 && problem.status < 500 && problem.status !== 403
      ? t('credentials')
      : t('unknown');
  };
}
