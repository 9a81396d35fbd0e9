'use client';

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SessionUser } from '../accounts/session-user.ts';
import { send } from '../api-client/send.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Field } from '../ui/field.tsx';
import { problemKind } from '../ui/problem-kind.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import styles from './account.module.css';
import { useMe } from './use-me.ts';

/** Who is signed in, and the name that colleagues see. */
export function Profile() {
  const t = useTranslations('account.profile');
  const { data: me, problem, refresh } = useMe();
  return (
    <Card title={t('title')}>
      {me ? (
        <div className={styles.stack}>
          <NameForm name={me.name} saved={(changed) => void refresh(changed)} />
          <Facts me={me} />
        </div>
      ) : problem && problem.status !== 401 ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : (
        <div aria-busy="true">
          <Skeleton height="19.5rem" />
        </div>
      )}
    </Card>
  );
}

interface NameFormProps {
  readonly name: string;
  readonly saved: (me: SessionUser) => void;
}

function NameForm({ name, saved }: NameFormProps) {
  const t = useTranslations('account.profile');
  const reasons = useTranslations('ui.problem');
  const toast = useToast();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (entered === '') {
      setError(t('nameMissing'));
      return;
    }
    setBusy(true);
    setError(undefined);
    const sent = await send<SessionUser>('PATCH', '/api/me', { name: entered });
    setBusy(false);
    if (sent.ok) {
      saved(sent.data);
      toast(t('saved'));
    } else {
      setError(t('failed', { reason: reasons(`${problemKind(sent.problem)}.title`) }));
    }
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        autoComplete="name"
        maxLength={120}
        defaultValue={name}
        required
        error={error}
      />
      <Button type="submit" tone="secondary" busy={busy}>
        {t('save')}
      </Button>
    </form>
  );
}

function Facts({ me }: { readonly me: SessionUser }) {
  const t = useTranslations('account');
  return (
    <dl className={styles.facts}>
      <dt>{t('profile.email')}</dt>
      <dd>{me.email}</dd>
      <dt>{t('profile.team')}</dt>
      <dd>{me.teamName}</dd>
      <dt>{t('profile.role')}</dt>
      <dd>{t(`roles.${me.role}`)}</dd>
    </dl>
  );
}
