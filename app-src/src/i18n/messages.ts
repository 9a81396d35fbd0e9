import accountEn from '../account/messages/en.json' with { type: 'json' };
import accountZh from '../account/messages/zh-TW.json' with { type: 'json' };
import customersEn from '../customers/messages/en.json' with { type: 'json' };
import customersZh from '../customers/messages/zh-TW.json' with { type: 'json' };
import dashboardEn from '../dashboard/messages/en.json' with { type: 'json' };
import dashboardZh from '../dashboard/messages/zh-TW.json' with { type: 'json' };
import homeEn from '../home/messages/en.json' with { type: 'json' };
import homeZh from '../home/messages/zh-TW.json' with { type: 'json' };
import knowledgeEn from '../knowledge/messages/en.json' with { type: 'json' };
import knowledgeZh from '../knowledge/messages/zh-TW.json' with { type: 'json' };
import editorEn from '../proposals/editor/messages/en.json' with { type: 'json' };
import editorZh from '../proposals/editor/messages/zh-TW.json' with { type: 'json' };
import proposalsEn from '../proposals/messages/en.json' with { type: 'json' };
import proposalsZh from '../proposals/messages/zh-TW.json' with { type: 'json' };
import shellEn from '../shell/messages/en.json' with { type: 'json' };
import shellZh from '../shell/messages/zh-TW.json' with { type: 'json' };
import signInEn from '../sign-in/messages/en.json' with { type: 'json' };
import signInZh from '../sign-in/messages/zh-TW.json' with { type: 'json' };
import statusEn from '../status/messages/en.json' with { type: 'json' };
import statusZh from '../status/messages/zh-TW.json' with { type: 'json' };
import uiEn from '../ui/messages/en.json' with { type: 'json' };
import uiZh from '../ui/messages/zh-TW.json' with { type: 'json' };
import { compiled } from './compiled.ts';
import type { Locale } from './locales.ts';

/** What the product says, by feature. Import it in server components only: browsers get the features that a page names. */
const en = {
  account: accountEn,
  customers: customersEn,
  dashboard: dashboardEn,
  editor: editorEn,
  home: homeEn,
  knowledge: knowledgeEn,
  status: statusEn,
  proposals: proposalsEn,
  shell: shellEn,
  signIn: signInEn,
  ui: uiEn,
};

export type Messages = typeof en;
export type MessageFeature = keyof Messages;

const messages: Record<Locale, Messages> = {
  en: compiled(en),
  'zh-TW': compiled({
    account: accountZh,
    customers: customersZh,
    dashboard: dashboardZh,
    editor: editorZh,
    home: homeZh,
    knowledge: knowledgeZh,
    status: statusZh,
    proposals: proposalsZh,
    shell: shellZh,
    signIn: signInZh,
    ui: uiZh,
  }),
};

export function messagesOf(locale: Locale): Messages {
  return messages[locale];
}

/** The messages of some features alone. */
export function pickMessages(locale: Locale, features: readonly MessageFeature[]): Partial<Messages> {
  return Object.fromEntries(features.map((feature) => [feature, messages[locale][feature]]));
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
