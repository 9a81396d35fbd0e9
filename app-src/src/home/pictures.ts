import type { StaticImageData } from 'next/image';
import type { Locale } from '../i18n/locales.ts';
import dashboardEn from './pictures/dashboard.en.webp';
import dashboardZh from './pictures/dashboard.zh-TW.webp';
import editorEn from './pictures/editor.en.webp';
import editorZh from './pictures/editor.zh-TW.webp';
import searchEn from './pictures/search.en.webp';
import searchZh from './pictures/search.zh-TW.webp';

export type PictureName = 'editor' | 'search' | 'dashboard';

/** Screens of the product, taken from it by `test/browser/take-pictures.ts`. */
export const pictures: Record<Locale, Record<PictureName, StaticImageData>> = {
  en: { editor: editorEn, search: searchEn, dashboard: dashboardEn },
  'zh-TW': { editor: editorZh, search: searchZh, dashboard: dashboardZh },
};
