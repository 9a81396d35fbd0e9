import { createTranslator } from 'use-intl/core';
import type { Locale } from './locales.ts';
import { type MessageFeature, messagesOf } from './messages.ts';

/** The words of one feature, for server components; client components take `useTranslations` of use-intl. */
export function translatorFor<const Feature extends MessageFeature>(locale: Locale, feature: Feature) {
  return createTranslator({ locale, messages: messagesOf(locale), namespace: feature });
}
