'use client';

import { type ReactNode, useMemo } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import type { Messages } from './messages.ts';

export interface MoreMessagesProps {
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}

/** Adds messages to those of the page around it. */
export function MoreMessages({ messages, children }: MoreMessagesProps) {
  const around = useMessages();
  const all = useMemo(() => ({ ...around, ...messages }), [around, messages]);
  return (
    <IntlProvider locale={useLocale()} messages={all}>
      {children}
    </IntlProvider>
  );
}
