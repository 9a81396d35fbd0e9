'use client';

import { useTranslations } from 'use-intl';
import { signInPath } from '../../api-client/sign-in-path.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { Autosave } from './autosave.ts';
import type { Refusal } from './autosave-state.ts';
import { useAutosaveValue } from './use-autosave.ts';

/** Says why the text is not saved, where it is instead, and what happens next. */
export function SaveBanners({ autosave }: { readonly autosave: Autosave }) {
  const t = useTranslations('editor');
  const phase = useAutosaveValue(autosave, ({ state }) => state.phase);
  const kept = useAutosaveValue(autosave, (view) => view.kept);
  const tried = phase.kind === 'waiting' && phase.until > 0;
  return (
    <div role="status" data-tells-outage={tried && phase.hindrance !== 'signed-out' ? true : undefined}>
      {!kept && <Banner tone="bad">{t('notKept')}</Banner>}
      {tried && (
        <Banner
          tone="notice"
          action={
            phase.hindrance === 'signed-out' ? (
              <a href={signInPath(window.location.pathname)}>{t('waiting.signIn')}</a>
            ) : (
              <Button tone="secondary" small onClick={() => autosave.reachable()}>
                {t('waiting.tryNow')}
              </Button>
            )
          }
        >
          {t(`waiting.${phase.hindrance}`)}
        </Banner>
      )}
      {phase.kind === 'refused' && <Banner tone="bad">{t(`refused.${reason(phase.refusal)}`)}</Banner>}
    </div>
  );
}

function reason({ status }: Refusal): 'tooLarge' | 'missing' | 'other' {
  if (status === 413 || status === 400) {
    return 'tooLarge';
  }
  return status === 403 || status === 404 ? 'missing' : 'other';
}
