import type { ReactNode } from 'react';
import type { Locale } from './locales.ts';
import { type MessageFeature, pickMessages } from './messages.ts';
import { MoreMessages } from './more-messages.tsx';

export interface FeatureMessagesProps {
  readonly locale: Locale;
  /** The features whose words the client components below need. `ui` and `shell` are always there. */
  readonly features: readonly MessageFeature[];
  readonly children: ReactNode;
}

/** Sends the messages of some features, in one language, to the browser. */
export function FeatureMessages({ locale, features, children }: FeatureMessagesProps) {
  return <MoreMessages messages={pickMessages(locale, features)}>{children}</MoreMessages>;
}
