'use client';

import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/**
 * Says that an unsaved text was brought back.
 *
 * @param at when it was written, in milliseconds since the epoch
 */
export function RestoredNotice({ at }: { readonly at: number }) {
  const t = useTranslations('editor');
  const format = useFormatter();
  const now = useNow();
  const [shown, setShown] = useState(true);
  return (
    <div role="status">
      {shown && (
        <Banner
          tone="good"
          action={
            <Button tone="secondary" small onClick={() => setShown(false)}>
              {t('restoredDismiss')}
            </Button>
          }
        >
          {t('restored', { age: format.relativeTime(new Date(at), now) })}
        </Banner>
      )}
    </div>
  );
}
