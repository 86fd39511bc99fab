import dayjs from 'dayjs';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import { words } from './words';

export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const;

export type Language = (typeof languages)[number];

export const languageNames: Readonly<Record<Language, string>> = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' };

const remembered = 'store.language';

const isLanguage = (name: string | null | undefined): name is Language => languages.includes(name as Language);

/** The BCP 47 name that the browser's own formatting knows best. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-CA' : language === 'zh-Hant' ? 'zh-Hant-TW' : 'zh-Hans-CN');

/** Shows everything in that language from now on, in this browser. */
export function followLanguage(name: string | null | undefined): void {
  if (isLanguage(name) && name !== i18next.language) void showIn(name);
}

export async function showIn(language: Language): Promise<void> {
  localStorage.setItem(remembered, language);
  await i18next.changeLanguage(language);
}

i18next.on('languageChanged', (language) => {
  document.documentElement.lang = language;
  dayjs.locale(language === 'zh-Hans' ? 'zh-cn' : language === 'zh-Hant' ? 'zh-tw' : 'en');
});

const stored = localStorage.getItem(remembered);
void i18next.use(initReactI18next).init({
  lng: isLanguage(stored) ? stored : 'zh-Hans',
  fallbackLng: 'zh-Hans',
  resources: words,
  defaultNS: 'shell',
  interpolation: { escapeValue: false },
});
