'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { send } from '../api-client/send.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Select } from '../ui/select.tsx';
import { asStatus, pipeline } from './pipeline.ts';
import type { Proposal, ProposalChange, ProposalStatus } from './proposal.ts';
import styles from './proposal-detail.module.css';

export interface StatusChangeProps {
  readonly proposal: Proposal | undefined;
  /** Shows a proposal that was just saved, or asks again. */
  readonly refresh: (proposal?: Proposal) => Promise<void>;
}

/** Moves a proposal along the pipeline. A change that someone else was faster with is not forced: the reader sees theirs first. */
export function StatusChange({ proposal, refresh }: StatusChangeProps) {
  const t = useTranslations('proposals');
  const [chosen, setChosen] = useState<ProposalStatus>();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const status = chosen ?? proposal?.status ?? 'draft';
  const change = async (base: Proposal) => {
    setBusy(true);
    setNote('');
    const body: ProposalChange = { baseVersion: base.version, status };
    const sent = await send<Proposal>('PATCH', `/api/proposals/${encodeURIComponent(base.id)}`, body);
    setBusy(false);
    if (sent.ok) {
      setChosen(undefined);
      setNote(t('detail.statusChanged', { status: t(`status.${status}`) }));
      await refresh(sent.data);
    } else if (sent.problem.status === 409) {
      setChosen(undefined);
      setNote(t('detail.statusConflict'));
      await refresh();
    } else {
      setNote(t('detail.statusFailed'));
    }
  };
  return (
    <Card title={t('detail.changeStatus')}>
      <form
        className={styles.status}
        onSubmit={(event) => {
          event.preventDefault();
          if (proposal !== undefined && !busy) {
            void change(proposal);
          }
        }}
      >
        <Select
          label={t('detail.changeStatus')}
          hideLabel
          value={status}
          disabled={proposal === undefined}
          onChange={(event) => setChosen(asStatus(event.target.value))}
          options={pipeline.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <Button type="submit" tone="secondary" busy={busy} disabled={status === proposal?.status}>
          {t('detail.apply')}
        </Button>
      </form>
      <p className={styles.note} role="status">
        {note}
      </p>
    </Card>
  );
}
