import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en';
import { apart } from './format';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escape: apart },
  initAsync: false,
});

export const text = i18next;
export const t = i18next.t;

/** The words of the pages in the reader's language. */
export function useText() {
  return useTranslation().t;
}

const directionKey = 'undertone.dir';

/** Inside a frame on another site the browser may forbid the storage. */
function inTab<T>(work: (store: Storage) => T): T | null {
  try {
    return work(window.sessionStorage);
  } catch {
    return null;
  }
}

/** Right to left by language, or because the address asks for it; the choice holds while the tab is open. */
export function direction(): 'ltr' | 'rtl' {
  const asked = new URLSearchParams(window.location.search).get('dir');
  if (asked === 'rtl' || asked === 'ltr') {
    inTab((store) => store.setItem(directionKey, asked));
    return asked;
  }
  const kept = inTab((store) => store.getItem(directionKey));
  return kept === 'rtl' || kept === 'ltr' ? kept : i18next.dir();
}

export * from './format';
