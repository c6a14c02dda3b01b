import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    contextSeparator: '|';
    resources: { translation: typeof en };
  }
}

/** i18next with both languages inside the bundle; nothing is fetched. */
export function startStrings(locale: 'en' | 'fr'): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en: { translation: en }, fr: { translation: fr } },
    interpolation: { escapeValue: false }, // React escapes
    contextSeparator: '|', // codes such as slot_taken are whole words
    returnNull: false,
  });
}

export function setLocale(locale: 'en' | 'fr'): void {
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}

export { en, fr };
