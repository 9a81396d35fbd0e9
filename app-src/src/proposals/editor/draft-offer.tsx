'use client';

import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useApi } from '../../api-client/use-api.ts';
import type { QueuedDraft } from '../../drafting/draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './editor.module.css';
import { lastSeen, noteSeen } from './seen-draft.ts';

/** How often a queued draft is looked for while one is expected, in milliseconds. */
const pollMilliseconds = 15_000;

export interface DraftOfferProps {
  readonly proposalId: string;
  /** A draft has just been queued. */
  readonly waiting: boolean;
  readonly show: (text: string) => void;
}

/** Offers a draft that the model finished after it had been away. */
export function DraftOffer({ proposalId, waiting, show }: DraftOfferProps) {
  const t = useTranslations('editor.draft');
  const format = useFormatter();
  const now = useNow();
  const [seen, setSeen] = useState(lastSeen);
  const [expected, setExpected] = useState(waiting);
  const { data } = useApi<{ readonly draft?: QueuedDraft }>(
    `/api/proposals/${encodeURIComponent(proposalId)}/draft`,
    { pollMilliseconds: expected ? pollMilliseconds : 0, stay: true },
  );
  const draft = data?.draft;
  const underWay = waiting || draft?.status === 'waiting' || draft?.status === 'running';
  if (underWay !== expected) {
    setExpected(underWay);
  }
  if (draft?.status !== 'done' || draft.text === undefined || draft.id === seen) {
    return null;
  }
  const { id, text, createdAt } = draft;
  const leave = () => {
    setSeen(id);
    noteSeen(id);
  };
  return (
    <div role="status" className={styles.offer}>
      <Banner tone="good">
        <p>{t('offer', { age: format.relativeTime(new Date(createdAt), now) })}</p>
        <p className={styles.actions}>
          <Button
            small
            onClick={() => {
              show(text);
              leave();
            }}
          >
            {t('offerShow')}
          </Button>
          <Button tone="quiet" small onClick={leave}>
            {t('offerDismiss')}
          </Button>
        </p>
      </Banner>
    </div>
  );
}
