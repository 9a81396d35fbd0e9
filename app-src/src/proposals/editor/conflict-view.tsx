'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.tsx';
import type { Proposal } from '../proposal.ts';
import { RichTextView } from '../rich-text/rich-text-view.tsx';
import type { Autosave } from './autosave.ts';
import styles from './editor.module.css';
import type { EditedFields } from './save-request.ts';
import { useAutosaveValue } from './use-autosave.ts';

export interface ConflictViewProps {
  readonly autosave: Autosave;
  /** What the editor shows now. */
  readonly mine: () => EditedFields['content'];
  readonly takeTheirs: () => void;
}

/** Two versions side by side, when someone else saved while this one was written, and the choice between them. */
export function ConflictView({ autosave, mine, takeTheirs }: ConflictViewProps) {
  const theirs = useAutosaveValue(autosave, ({ state: { phase } }) =>
    phase.kind === 'conflict' ? phase.theirs : undefined,
  );
  return (
    <div role="alert">
      {theirs && (
        <Choice theirs={theirs} mine={mine()} keepMine={() => autosave.keepMine()} takeTheirs={takeTheirs} />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly theirs: Proposal;
  readonly mine: EditedFields['content'];
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

function Choice({ theirs, mine, keepMine, takeTheirs }: ChoiceProps) {
  const t = useTranslations('editor.conflict');
  const { version, author } = theirs;
  return (
    <section className={styles.conflict} aria-labelledby="conflict">
      <h2 id="conflict" className={styles.conflictTitle}>
        {t('title', { author: author.name })}
      </h2>
      <p>{t('text', { version })}</p>
      <div className={styles.sides}>
        <Side title={t('mine')} content={mine} />
        <Side title={t('theirs', { version, author: author.name })} content={theirs.content} />
      </div>
      <p className={styles.hint}>{t('takeTheirsNote')}</p>
      <p className={styles.actions}>
        <Button onClick={keepMine}>{t('keepMine')}</Button>
        <Button tone="danger" onClick={takeTheirs}>
          {t('takeTheirs')}
        </Button>
      </p>
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly content: EditedFields['content'];
}

function Side({ title, content }: SideProps) {
  return (
    <div className={styles.aside}>
      <h3 className={styles.sideTitle}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by the keyboard. */}
      <section className={styles.sideText} tabIndex={0} aria-label={title}>
        <RichTextView content={content} />
      </section>
    </div>
  );
}
