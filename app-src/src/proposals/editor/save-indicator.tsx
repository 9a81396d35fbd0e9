'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Badge, type Tone } from '../../ui/badge.tsx';
import type { Autosave } from './autosave.ts';
import styles from './editor.module.css';
import { useAutosaveValue } from './use-autosave.ts';

type Shown = 'saved' | 'unsaved' | 'saving' | 'waiting' | 'conflict' | 'refused';

const tones: Readonly<Record<Shown, Tone>> = {
  saved: 'good',
  unsaved: 'neutral',
  saving: 'neutral',
  waiting: 'notice',
  conflict: 'notice',
  refused: 'bad',
};

/** One word about where the text is. Spoken only when it matters: not for each save. */
export function SaveIndicator({ autosave }: { readonly autosave: Autosave }) {
  const t = useTranslations('editor.saveState');
  const format = useFormatter();
  const savedAt = useAutosaveValue(autosave, (view) => view.savedAt);
  const shown = useAutosaveValue(autosave, ({ state: { phase, edits } }): Shown => {
    switch (phase.kind) {
      case 'quiet':
        return edits === undefined ? 'saved' : 'unsaved';
      case 'sending':
        return 'saving';
      default:
        return phase.kind;
    }
  });
  return (
    <span className={styles.saveState} data-save-state={shown}>
      <Badge tone={tones[shown]}>
        {shown === 'saved' && savedAt !== undefined
          ? t('savedAt', { time: format.dateTime(new Date(savedAt), { timeStyle: 'short' }) })
          : t(shown)}
      </Badge>
    </span>
  );
}
