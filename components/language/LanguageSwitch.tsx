'use client';

import { useTranslations } from 'use-intl/react';
import { useLanguage } from './language-context';
import styles from './LanguageSwitch.module.css';

/** Each language is named in itself, whatever the page speaks now. */
const NAMES = [
  ['en', 'EN', 'English'],
  ['zh', '中文', '中文'],
] as const;

export function LanguageSwitch() {
  const { language, speak } = useLanguage();
  const t = useTranslations('language');
  return (
    <div className={styles.switch} role="group" aria-label={t('choose')}>
      {NAMES.map(([code, short, name]) => (
        <button key={code} type="button" lang={code === 'zh' ? 'zh-Hans' : 'en'} title={name} aria-pressed={code === language} onClick={() => speak(code)}>
          {short}
        </button>
      ))}
    </div>
  );
}
