'use client';

import { useFormatter, useNow } from 'use-intl';

/** How long ago something was, kept up to date; the exact time is told on pointing. */
export function Ago({ at }: { readonly at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const date = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(date, { dateStyle: 'long', timeStyle: 'short' })}>
      {format.relativeTime(date, now)}
    </time>
  );
}
