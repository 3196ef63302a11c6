'use client';

import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl/react';
import type { Language, Localized } from '@/protocol/lab';
import { remember } from './remember';
import en from './en.json';
import zh from './zh.json';

const MESSAGES = { en, zh };
export const LANGUAGE_COOKIE = 'pid1lab-language';

interface Speech {
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({ language: 'en', speak: () => {} });

/** Both languages are here, so that switching needs no request and nobody loses the place. */
export function LanguageProvider({ initial, children }: { readonly initial: Language; readonly children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  const speak = useCallback((next: Language) => {
    setLanguage(next);
    remember(LANGUAGE_COOKIE, next);
    document.documentElement.lang = next === 'zh' ? 'zh-Hans' : 'en';
  }, []);
  const speech = useMemo(() => ({ language, speak }), [language, speak]);
  return (
    <SpeechContext value={speech}>
      <IntlProvider locale={language} messages={MESSAGES[language]} timeZone="UTC">
        {children}
      </IntlProvider>
    </SpeechContext>
  );
}

export function useLanguage(): Speech {
  return useContext(SpeechContext);
}

/** Picks the reader's language out of a lab's text. */
export function useLocalized(): (text: Localized) => string {
  const { language } = useLanguage();
  return useCallback((text) => text[language], [language]);
}
