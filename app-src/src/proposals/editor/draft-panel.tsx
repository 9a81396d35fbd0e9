'use client';

import type { Editor } from '@tiptap/react';
import { type RefObject, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { LabelledControl } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import { draftBlocks } from './draft-blocks.ts';
import { DraftOffer } from './draft-offer.tsx';
import type { DraftState } from './draft-state.ts';
import styles from './editor.module.css';
import { useDraft } from './use-draft.ts';

/** The longest instructions that the service takes, in characters. */
const longestInstructions = 2_000;

export interface DraftPanelProps {
  readonly proposalId: string;
  readonly editor: RefObject<Editor | null>;
}

/** Asks the service for a draft and shows it as it is written. Nothing of it enters the text before the writer says so. */
export function DraftPanel({ proposalId, editor }: DraftPanelProps) {
  const t = useTranslations('editor.draft');
  const locale = useLocale();
  const toast = useToast();
  const [instructions, setInstructions] = useState('');
  const { draft, ask, cancel, discard, offer } = useDraft(proposalId);
  const { phase, text } = draft;
  const ready = phase === 'done' || phase === 'cancelled';
  const insert = () => {
    editor.current?.chain().focus().insertContent(draftBlocks(text)).run();
    discard();
    toast(t('inserted'));
  };
  return (
    <Card title={t('title')}>
      <div className={styles.draft}>
        <DraftOffer proposalId={proposalId} waiting={draft.queued} show={offer} />
        <LabelledControl
          label={t('instructions')}
          id={undefined}
          control={(attributes) => (
            <textarea
              {...attributes}
              rows={3}
              maxLength={longestInstructions}
              placeholder={t('placeholder')}
              value={instructions}
              onChange={(event) => setInstructions(event.target.value)}
            />
          )}
        />
        <p className={styles.actions}>
          {phase === 'working' ? (
            <Button tone="secondary" onClick={cancel}>
              {t('cancel')}
            </Button>
          ) : (
            <Button
              tone={ready ? 'secondary' : 'primary'}
              onClick={() => ask({ instructions: instructions.trim(), locale })}
            >
              <Icon name="sparkle" size="1.1em" />
              {t(ready ? 'again' : 'start')}
            </Button>
          )}
        </p>
        <div role="status" className={styles.draftState}>
          <DraftMessages draft={draft} />
        </div>
        {text !== '' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard.
          <section className={styles.resultText} tabIndex={0} aria-label={t('result')}>
            {text}
          </section>
        )}
        {ready && (
          <p className={styles.actions}>
            <Button onClick={insert}>{t('insert')}</Button>
            <Button tone="quiet" onClick={discard}>
              {t('discard')}
            </Button>
          </p>
        )}
      </div>
    </Card>
  );
}

/** Which words accompany a draft: who writes it, whether it is whole, what became of the request. */
function DraftMessages({ draft }: { readonly draft: DraftState }) {
  const t = useTranslations('editor.draft');
  const { phase, source, queued, restarted, waitSeconds } = draft;
  if (phase === 'idle') {
    return null;
  }
  if (phase === 'failed') {
    return (
      <Banner tone="bad">
        {waitSeconds === undefined ? t('failed') : t('tooMany', { seconds: waitSeconds })}
      </Banner>
    );
  }
  return (
    <>
      <p>{t(phase)}</p>
      {restarted && <p className={styles.hint}>{t('restarted')}</p>}
      {source && (
        <p className={styles.hint} data-draft-source={source}>
          {t(`source.${source}`)}
        </p>
      )}
      {queued && <Banner>{t('queued')}</Banner>}
    </>
  );
}
