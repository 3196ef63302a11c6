'use client';

import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl/react';
import type { Language, Localized } from '@/protocol/lab';
import { remember } from './remember';
import type en from './en.json';

type Messages = typeof en;

export const LANGUAGE_COOKIE = 'pid1lab-language';

interface Speech {
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({ language: 'en', speak: () => {} });

export interface LanguageProviderProps {
  readonly initial: Language;
  /** In the initial language: they come with the page. */
  readonly messages: Messages;
  readonly children: ReactNode;
}

/** The reader's language comes with the page, the other one when it is asked for; the page stays as it is, and nobody loses the place. */
export function LanguageProvider({ initial, messages, children }: LanguageProviderProps) {
  const [spoken, setSpoken] = useState({ language: initial, messages });
  const { language } = spoken;
  const speak = useCallback(
    (next: Language) => {
      void messagesIn(next, initial, messages).then((found) => {
        setSpoken({ language: next, messages: found });
        remember(LANGUAGE_COOKIE, next);
        document.documentElement.lang = next === 'zh' ? 'zh-Hans' : 'en';
      });
    },
    [initial, messages],
  );
  const speech = useMemo(() => ({ language, speak }), [language, speak]);
  return (
    <SpeechContext value={speech}>
      <IntlProvider locale={language} messages={spoken.messages} timeZone="UTC">
        {children}
      </IntlProvider>
    </SpeechContext>
  );
}

async function messagesIn(language: Language, initial: Language, messages: Messages): Promise<Messages> {
  if (language === initial) return messages;
  const file = await (language === 'zh' ? import('./zh.json') : import('./en.json'));
  return file.default;
}

export function useLanguage(): Speech {
  return useContext(SpeechContext);
}

/** Picks the reader's language out of a lab's text. */
export function useLocalized(): (text: Localized) => string {
  const { language } = useLanguage();
  return useCallback((text) => text[language], [language]);
}
