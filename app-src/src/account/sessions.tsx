'use client';

import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { SessionEntry } from '../accounts/session-list.ts';
import { send } from '../api-client/send.ts';
import { useApi } from '../api-client/use-api.ts';
import { localePath } from '../i18n/locales.ts';
import { Badge } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { problemKind } from '../ui/problem-kind.ts';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import styles from './account.module.css';
import { browserName } from './browser-name.ts';

/** Where the reader is signed in, and the way out. */
export function Sessions() {
  const t = useTranslations('account.sessions');
  const reasons = useTranslations('ui.problem');
  const locale = useLocale();
  const toast = useToast();
  const all = useApi<readonly SessionEntry[]>('/api/auth/list-sessions');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();

  const act = async (address: string, done: () => void) => {
    setBusy(true);
    setFailed(undefined);
    const sent = await send('POST', address, {});
    setBusy(false);
    if (sent.ok) {
      done();
    } else {
      setFailed(t('failed', { reason: reasons(`${problemKind(sent.problem)}.title`) }));
    }
  };
  const signOut = () => act('/api/auth/sign-out', () => window.location.assign(localePath(locale, '/')));
  const signOutOthers = () =>
    act('/api/auth/revoke-other-sessions', () => {
      toast(t('othersDone'));
      void all.refresh();
    });

  return (
    <Card title={t('title')}>
      <div className={styles.stack}>
        {all.data ? (
          <SessionList sessions={all.data} />
        ) : all.problem && all.problem.status !== 401 ? (
          <ErrorState problem={all.problem} retry={() => void all.refresh()} />
        ) : (
          <div aria-busy="true" className={styles.list}>
            <SkeletonLines count={2} height="2.25rem" />
          </div>
        )}
        <div role="alert">{failed && <Banner tone="bad">{failed}</Banner>}</div>
        <div className={styles.row}>
          <Button tone="danger" busy={busy} onClick={() => void signOut()}>
            {t('signOut')}
          </Button>
          <Button
            tone="secondary"
            busy={busy}
            disabled={(all.data?.length ?? 0) < 2}
            onClick={() => void signOutOthers()}
          >
            {t('signOutOthers')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function SessionList({ sessions }: { readonly sessions: readonly SessionEntry[] }) {
  const t = useTranslations('account.sessions');
  const format = useFormatter();
  return (
    <ul className={styles.list} aria-label={t('caption')}>
      {sessions.map(({ id, userAgent, createdAt, current }) => (
        <li key={id} className={styles.session}>
          <span>
            {browserName(userAgent) ?? t('unknownBrowser')}{' '}
            {current && <Badge tone="good">{t('this')}</Badge>}
          </span>
          <span className={styles.muted}>
            {t('since')} {format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
          </span>
        </li>
      ))}
    </ul>
  );
}
